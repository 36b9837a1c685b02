/** A first visit by phone: nothing cached, a slow network, a slow processor. */
import type { Browser } from "@playwright/test";

/** Lighthouse's "Slow 4G" and the slowdown it goes with. */
export const conditions = { latencyMs: 150, kilobitsPerSecond: 1638.4, cpuSlowdown: 4 };

/** What is left behind on the page: when the radios were there. */
type Watching = typeof globalThis & { radiosShown: Promise<number> };

/** Finds so many radios in the document, or in whatever shadow root they are. Runs in the page. */
function watchRadios(count: number): void {
  (globalThis as Watching).radiosShown = new Promise((resolve) => {
    const watch = (root: ParentNode & Node) => {
      const look = () => {
        if (root.querySelectorAll("input[type=radio]").length === count) resolve(performance.now());
      };
      new MutationObserver(look).observe(root, { childList: true, subtree: true });
    };
    watch(document);
    const define = customElements.define.bind(customElements);
    customElements.define = (name, constructor, options) => {
      define(name, constructor, options);
      const root = document.querySelector(name)?.shadowRoot;
      if (root) watch(root);
    };
  });
}

/** Milliseconds from navigation to the radios. */
export async function msToRadios(browser: Browser, url: string, count: number): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(watchRadios, count);
    const devtools = await context.newCDPSession(page);
    const bytesPerSecond = (conditions.kilobitsPerSecond * 1000) / 8;
    await devtools.send("Network.enable");
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: conditions.latencyMs,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: conditions.cpuSlowdown });
    await page.goto(url, { waitUntil: "commit" });
    return await page.evaluate(() => (globalThis as Watching).radiosShown);
  } finally {
    await context.close();
  }
}
