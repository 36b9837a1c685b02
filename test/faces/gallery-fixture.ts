/** The gallery, and one page for each kind of screen: they are kept, so that a state costs one visit. */
import { test as base, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { startDemo } from "../../demo/start-demo.ts";
import { listenToPage } from "./page-listener.ts";

export { expect } from "../e2e/patient-expect.ts";

export const screens = {
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  narrow: { viewport: { width: 320, height: 640 } },
  desktop: { viewport: { width: 1280, height: 900 } },
} as const;
export type Screen = keyof typeof screens;

export interface Gallery {
  readonly url: string;
  page(screen: Screen): Promise<Page>;
}

export const test = base.extend<object, { gallery: Gallery }>({
  gallery: [
    async ({ browser }, use) => {
      const demo = await startDemo();
      const visits = new Map<Screen, Visit>();
      await use({
        url: demo.url,
        async page(screen) {
          const visit = visits.get(screen) ?? (await Visit.begin(browser, screen));
          visits.set(screen, visit);
          return visit.page;
        },
      });
      for (const { context } of visits.values()) await context.close();
      await demo.stop();
    },
    { scope: "worker" },
  ],
});

class Visit {
  readonly context: BrowserContext;
  readonly page: Page;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  static async begin(browser: Browser, screen: Screen): Promise<Visit> {
    const context = await browser.newContext({ ...screens[screen], locale: "en-CA" });
    await context.addInitScript(listenToPage);
    return new Visit(context, await context.newPage());
  }
}
