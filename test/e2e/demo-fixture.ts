/**
 * Each test gets a shop, a proxy and gateways of its own, started as `npm run demo` starts them, and
 * a browser context of its own. Whatever a page complains about (a violation of its policy, an
 * error on its console, a script that throws) fails the test, unless the test expected it.
 */
import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { startDemo, type DemoOptions, type RunningDemo } from "../../demo/start-demo.ts";
import type { Complaints } from "./complaints.ts";
import { ShopVisit } from "./shop-visit.ts";

export { expect } from "./patient-expect.ts";

interface Fixtures {
  demoOptions: DemoOptions;
  demo: RunningDemo;
  complaints: Complaints;
  visit: ShopVisit;
}

export const test = base.extend<Fixtures>({
  demoOptions: [{}, { option: true }],

  demo: async ({ demoOptions }, use) => {
    const demo = await startDemo(demoOptions);
    await use(demo);
    await demo.stop();
  },

  complaints: async ({ context }, use) => {
    const all = await listen(context);
    const patterns: RegExp[] = [];
    const isExpected = (text: string) => patterns.some((pattern) => pattern.test(text));
    await use({
      expect: (text) => void patterns.push(text),
      get expected() {
        return all.filter(isExpected);
      },
    });
    const unexpected = all.filter((text) => !isExpected(text));
    if (unexpected.length > 0) throw new Error(`pages complained:\n${unexpected.join("\n")}`);
  },

  visit: async ({ demo, page, complaints, javaScriptEnabled }, use) => {
    await use(new ShopVisit(demo, page, complaints, javaScriptEnabled !== false));
  },
});

async function listen(context: BrowserContext): Promise<string[]> {
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(error.error().message));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (violation) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber } = violation;
      console.error(
        `policy: ${effectiveDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`,
      );
    });
  });
  return complaints;
}

/** Resolves when the page has come to an address of the origin. */
export async function arriveAt(page: Page, origin: string, timeout = 15_000): Promise<void> {
  await page.waitForURL((url) => url.origin === new URL(origin).origin, { timeout });
}
