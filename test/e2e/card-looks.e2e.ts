/** The card form on every screen: nothing for a scanner to find, nothing that moves or hangs out. */
import type { Page } from "@playwright/test";
import { CardVisit } from "./card-visit.ts";
import { expect, test } from "./demo-fixture.ts";
import { expectAccessible } from "./expect-accessible.ts";

test.use({ demoOptions: { env: { OTTPAY_CARD: "purchase" } } });

for (const locale of ["en-CA", "ar-KW"]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test("a scanner finds nothing in the frame, empty or full of faults", async ({ visit }) => {
        const card = new CardVisit(visit);
        await toCard(visit.page, visit.demo.url, card);
        await showThrough(visit.page, card);
        await expectAccessible(visit.page);
        await visit.pay.click();
        await expect(card.field("number")).toBeFocused();
        await expectAccessible(visit.page);
      });
    });
  }
}

for (const locale of ["en-CA", "ar-KW"]) {
  test.describe(`on a phone, ${locale}`, () => {
    test.use({ locale, viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });

    test("fits its width, has room for fingers, and is paid", async ({ visit }) => {
      const { page } = visit;
      const card = new CardVisit(visit);
      await toCard(page, visit.demo.url, card);
      const sizes = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(sizes.scrollWidth).toBeLessThanOrEqual(sizes.clientWidth);
      for (const name of ["number", "expiry", "cvv", "country", "province"] as const) {
        const { height, inner, font } = await card.field(name).evaluate((field) => ({
          height: field.getBoundingClientRect().height,
          inner: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          font: parseFloat(getComputedStyle(field).fontSize),
        }));
        expect(height).toBeGreaterThanOrEqual(44);
        expect(font).toBeGreaterThanOrEqual(16);
        expect(inner).toBe(0);
      }
      await card.autofill();
      await visit.pay.tap();
      await expect(page.locator("[data-status=paid]")).toBeVisible();
    });
  });
}

test("nothing below moves while the form loads, nor when it complains", async ({ visit }) => {
  const { page } = visit;
  const card = new CardVisit(visit);
  await visit.checkOut("CAD");
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/card/*", async (route) => {
    await held;
    await route.continue();
  });
  await page.locator("otter-checkout").getByRole("radio").nth(3).check();
  await expect(page.locator("otter-checkout iframe")).toBeAttached();
  await opened(page);
  const top = () => visit.pay.evaluate((pay) => pay.getBoundingClientRect().top + scrollY);
  const before = await top();
  letGo();
  await expect(card.field("number")).toBeVisible();
  expect(await top()).toBe(before);
  await visit.pay.click();
  await expect(card.field("number")).toBeFocused();
  expect(await top()).toBe(before);
});

for (const [fontSize, width] of [
  ["12px", 1_000],
  ["20px", 1_000],
  ["28px", 320],
] as const) {
  test(`the frame is as tall as what is in it, with text of ${fontSize} and a page of ${width} pixels`, async ({
    visit,
  }) => {
    const { page } = visit;
    const card = new CardVisit(visit);
    await visit.checkOut("CAD");
    await page.setViewportSize({ width, height: 740 });
    await page.locator("otter-checkout").evaluate((element, size) => {
      element.style.fontSize = size;
    }, fontSize);
    await card.choose();
    const frame = page.locator("otter-checkout iframe");
    const outside = () => frame.evaluate((element) => element.clientHeight);
    const inside = () =>
      card.form.locator("form").evaluate((form) => Math.ceil(form.getBoundingClientRect().height));
    const scrolled = () =>
      card.form.locator("html").evaluate((page) => page.scrollHeight - page.clientHeight);
    const fits = async () => {
      expect(await outside()).toBe(await inside());
      expect(await scrolled()).toBe(0);
    };
    await expect(fits).toPass();
    // What is out of sight is not drawn, nor measured.
    await frame.scrollIntoViewIfNeeded();
    const before = await outside();
    await card.form.locator("form").evaluate((form) => {
      const more = document.createElement("div");
      more.style.height = "40px";
      form.append(more);
    });
    await expect.poll(outside).toBeGreaterThanOrEqual(before + 40);
    await expect(fits).toPass();
  });
}

/** The chosen row has come to rest. */
async function opened(page: Page): Promise<void> {
  await page.locator("otter-checkout").evaluate(async (element) => {
    const moving = element.shadowRoot!.getAnimations();
    const ends = moving.filter(({ effect }) => effect!.getTiming().iterations !== Infinity);
    await Promise.all(ends.map(({ finished }) => finished));
  });
}

/** Whatever the shop's language. */
async function toCard(page: Page, url: string, card: CardVisit): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "CAD" }).click();
  await page.locator(".buy button").first().click();
  await page.waitForURL(/\/cart/);
  await page.goto(`${url}/checkout`);
  await card.choose();
}

/** A scanner takes what is behind a transparent frame for white: it is told what the eye sees. */
async function showThrough(page: Page, card: CardVisit): Promise<void> {
  const behind = await page
    .locator("section.pay")
    .evaluate((section) => getComputedStyle(section).backgroundColor);
  expect(behind).toMatch(/^rgb\(/);
  await card.form.locator("html").evaluate((root, colour) => {
    root.style.background = colour;
  }, behind);
}
