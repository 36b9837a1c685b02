/** A page of somebody else's shop, on a real server: browsers keep made-up ones off loopback. */
import { createServer } from "node:http";
import type { Page } from "@playwright/test";
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import { listen } from "../support/listen.ts";
import { test as base } from "./demo-fixture.ts";
import type { ShopVisit } from "./shop-visit.ts";

export interface PlainPage {
  readonly url: string;
  html: string;
}

const apiKey = "plain-page-test-key-0123456789";

export const test = base.extend<{ plain: PlainPage }>({
  plain: async ({}, use) => {
    const plain = { url: "", html: "" };
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(plain.html);
    });
    plain.url = await listen(server);
    await use(plain);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },
  demoOptions: async ({ plain }, use) =>
    use({ env: { MERCHANT_API_KEYS: apiKey }, moreOrigins: [plain.url] }),
});

export interface Order {
  readonly amount: string;
  readonly currency: string;
  readonly locale?: string;
}

export function createLink({ demo }: ShopVisit, order: Order): Promise<SessionRecord> {
  const client = createCheckoutClient({ proxyUrl: demo.proxyUrl, apiKey });
  return client.createSession({ ...order, orderRef: "W-20431", description: "One big bowl" });
}

/** How many rows its picker has in a browser without Apple Pay. */
export async function countRows({ demo }: ShopVisit, { id }: SessionRecord): Promise<number> {
  const view = await fetch(`${demo.proxyUrl}/v1/checkout/${id}`);
  const { methods } = (await view.json()) as { methods: { needs?: string }[] };
  return methods.filter(({ needs }) => needs === undefined).length;
}

/** Lets what is asked of an address through when the test says so. */
export async function hold(page: Page, address: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

interface Watched {
  shifted: number;
}

/** Before anything is drawn. */
export function watchShifts(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const watched = window as unknown as Watched;
    watched.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        watched.shifted += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** When so many frames are over, what came before them has been drawn, and what it moved counted. */
export function drawn(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let count = 0; count < 3; count += 1) await frame();
  });
}

export async function shiftedBy(page: Page): Promise<number> {
  await drawn(page);
  return page.evaluate(() => (window as unknown as Watched).shifted);
}
