/** A narrow phone: everything fits its width, in both directions of writing. */
import type { Page } from "@playwright/test";
import { expect, test } from "./demo-fixture.ts";

for (const locale of ["en-CA", "ar-KW"]) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });

    test("nothing scrolls sideways on the way to a paid order", async ({ visit }) => {
      const { page, demo } = visit;
      demo.sandbox.ottu.setFee("knet-main", "0.150");
      await page.goto(demo.url);
      await expectNoSidewaysScrolling(page);
      await page.getByRole("button", { name: "KWD" }).click();
      await page.locator(".buy button").first().click();
      await expectNoSidewaysScrolling(page);
      await visit.toCheckout();
      const link = await page.locator("otter-checkout a").getAttribute("href");
      await expectNoSidewaysScrolling(page);
      await page.goto(link ?? "");
      await page.getByRole("radio").first().tap();
      await visit.pay.tap();
      await expect(visit.pay).toHaveAccessibleName(/8\.650/);
      await expectNoSidewaysScrolling(page);
      await visit.confirm();
      await visit.onGateway("Pay").tap();
      await expect(page.locator("[data-status=paid]")).toBeVisible();
      await expectNoSidewaysScrolling(page);
      await page.locator(".wire-toggle").tap();
      await page.locator(".wire-message summary").nth(1).tap();
      await expectNoSidewaysScrolling(page);
    });

    test("the strip of the drawer never lies on the Pay button", async ({ visit }) => {
      const { page } = visit;
      await page.goto(visit.demo.url);
      await page.locator(".buy button").first().tap();
      await page.waitForURL(/\/cart/);
      await visit.toCheckout();
      await visit.pay.scrollIntoViewIfNeeded();
      const [pay, strip] = [
        await visit.pay.boundingBox(),
        await page.locator(".wire-toggle").boundingBox(),
      ];
      expect((pay?.y ?? 0) + (pay?.height ?? 0)).toBeLessThanOrEqual(strip?.y ?? 0);
    });
  });
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const widths = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(widths.scrollWidth, `on ${page.url()}`).toBeLessThanOrEqual(widths.clientWidth);
}
