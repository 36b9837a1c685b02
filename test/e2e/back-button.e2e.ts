/**
 * The Back button. In browsers that keep pages in the back-forward cache the page comes out exactly
 * as it was left; where the browser under test keeps none (headless shells do not), it is loaded
 * again. The page that was left is therefore also tested by itself: the gateway answers "no
 * content", on which browsers stay where they are, and then the page is told that it was restored.
 */
import { findBrowser } from "../../scripts/browser.ts";
import { expect, test } from "./demo-fixture.ts";
import { goBack, isMarked, keepsPages, mark } from "./kept-pages.ts";
import type { ShopVisit } from "./shop-visit.ts";

// Playwright turns the cache off; shoppers' browsers have it on.
test.use({
  launchOptions: {
    ...(await findBrowser()),
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  },
});

test("Back from the gateway leads to a picker that can be used, kept where pages are kept", async ({
  visit,
  browser,
}) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await mark(page);
  await visit.leaveWith("WeChat Pay");
  await goBack(page);
  expect(await isMarked(page)).toBe(await keepsPages(browser));
  await visit.leaveWith("Alipay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  expect(demo.sandbox.ottpay.orders()).toHaveLength(1);
});

test("Back shows that it was paid meanwhile", async ({ visit }) => {
  const { page } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Pay, then close the tab").click();
  await expect(page.getByText("You can close this tab now.")).toBeVisible();
  await page.evaluate(() => void setTimeout(() => history.go(-2)));
  await expect(page.getByText("Payment complete")).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
});

test("a page restored as it was left can be used at once", async ({ visit }) => {
  await leaveAndStay(visit);
  await restore(visit);
  await expect(visit.pay).toHaveAttribute("aria-disabled", "false");
  await expect(visit.method("WeChat Pay")).toBeChecked();
  await visit.page.unrouteAll();
  await visit.leaveWith("Alipay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
});

test("a page restored as it was left reads anew, and shows that it was paid", async ({ visit }) => {
  await leaveAndStay(visit);
  const [order] = visit.demo.sandbox.ottpay.orders();
  await visit.demo.sandbox.ottpay.pay(order?.prepayOrderId ?? "");
  const isBooked = () => visit.demo.wire.after(0).some(({ name }) => name === "checkout.paid");
  await expect.poll(isBooked).toBe(true);
  await restore(visit);
  await expect(visit.page.getByText("Payment complete")).toBeVisible();
  await expect(visit.page.getByRole("radio")).toHaveCount(0);
});

/** Presses Pay, and stays on a page that believes it is leaving. */
async function leaveAndStay(visit: ShopVisit): Promise<void> {
  const { page, demo } = visit;
  await page.route(`${demo.sandbox.ottpay.origin}/**`, (route) => route.fulfill({ status: 204 }));
  await visit.checkOut("CAD");
  await visit.method("WeChat Pay").check();
  const leaving = page.waitForRequest(`${demo.sandbox.ottpay.origin}/**`);
  await visit.pay.click();
  await leaving;
  const pay = page.locator("otter-checkout [part=pay]");
  await expect(pay).toHaveAttribute("aria-disabled", "true");
  await expect(pay).toHaveText("Opening WeChat Pay…");
}

async function restore({ page }: ShopVisit): Promise<void> {
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
}
