/**
 * The card form where the shop knows its customer's address: no street is typed, and the charge has one
 * all the same; where the card is of another place the form asks for the rest.
 */
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import type { RunningDemo } from "../../demo/start-demo.ts";
import { CardVisit, filledCard, overhear } from "./card-visit.ts";
import { expect, test } from "./demo-fixture.ts";
import { expectAccessible } from "./expect-accessible.ts";

const apiKey = "short-card-test-key-0123456789";
const onlyCards = JSON.stringify({
  CAD: ["ottpay:WECHATPAY", "ottpay:ALIPAY", "ottpay:UNIONPAY", "ottpay:NONE"],
});
const env = { OTTPAY_CARD: "purchase", MERCHANT_API_KEYS: apiKey, METHODS_HIDDEN: onlyCards };
test.use({ demoOptions: { env } });

const address = {
  line1: "77 Xylophone Crescent",
  city: "Ottawa",
  state: "ON",
  country: "CA",
  postalCode: "K1A 0B1",
};
/** What a browser that knows no address fills in. */
const withoutStreet = { ...filledCard, address: "", city: "", province: "" };

function aSession(
  { proxyUrl }: RunningDemo,
  isKnown = true,
  locale = "en-CA",
): Promise<SessionRecord> {
  return createCheckoutClient({ proxyUrl, apiKey }).createSession({
    amount: "38.00",
    currency: "CAD",
    orderRef: `W-${locale}`,
    locale,
    ...(isKnown ? { customer: { address } } : {}),
  });
}

test("is paid with without its street, which no page is told", async ({ visit }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit);
  const overheard = await overhear(page);
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  const session = await aSession(demo);
  await page.goto(session.url);
  for (const name of ["number", "expiry", "cvv", "name", "postalCode", "country"] as const) {
    await expect(card.field(name)).toBeVisible();
  }
  for (const name of ["address", "city", "province"] as const) {
    await expect(card.field(name)).toBeHidden();
  }
  await card.field("number").focus();
  for (const text of ["4242424242424242", "1230", "123", "Ada Lovelace", "k1a0b1", "Canada"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await expect(visit.pay).toBeFocused();
  const messages = await overheard.messages();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Payment complete")).toBeVisible();
  expect(demo.sandbox.ottpay.charges()).toMatchObject([{ last4: "4242", outcome: "approve" }]);
  const seen = [...(await Promise.all(bodies)), ...messages, ...overheard.requests];
  expect(seen.join()).toContain("shortForm");
  expect(seen.join()).not.toContain("Xylophone");
});

test("asks for the street of a card from elsewhere, and keeps what was typed", async ({
  visit,
}) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit);
  visit.complaints.expect(/400|card_invalid/);
  const session = await aSession(demo);
  await page.goto(session.url);
  await card.autofill({ ...withoutStreet, country: "US", postalCode: "94107" });
  await visit.pay.click();
  await expect(card.field("address")).toBeFocused();
  await expect(card.field("address")).toHaveAccessibleDescription("Enter the street address");
  await expect(card.field("number")).toHaveValue("4242 4242 4242 4242");
  expect(demo.sandbox.ottpay.charges()).toEqual([]);
  await expectAccessible(page);
  await card.autofill({ country: "US", postalCode: "94107", city: "San Jose", province: "CA" });
  await visit.pay.click();
  await expect(page.getByText("Payment complete")).toBeVisible();
  expect(demo.sandbox.ottpay.charges()).toHaveLength(1);
});

for (const width of [360, 1_000]) {
  for (const isKnown of [true, false]) {
    const form = `the ${isKnown ? "short" : "long"} form, in a page of ${width} pixels`;
    test.describe(form, () => {
      test.use({ viewport: { width, height: 900 } });

      test("moves nothing when it comes, and has nothing to scroll", async ({ visit }) => {
        const { page, demo } = visit;
        const card = new CardVisit(visit);
        const frame = page.locator("otter-checkout iframe");
        const pay = page.locator("otter-checkout button.pay");
        const places = async () => [await pay.boundingBox(), await frame.boundingBox()];
        for (const locale of ["en-CA", "ar-KW", "fr-CA", "zh-CN"]) {
          let letGo = () => {};
          const held = new Promise<void>((resolve) => (letGo = resolve));
          await page.route(
            "**/card/*",
            async (route) => {
              await held;
              await route.continue();
            },
            { times: 1 },
          );
          const { url } = await aSession(demo, isKnown, locale);
          // The page has not loaded as long as the frame in it has not.
          await page.goto(url, { waitUntil: "commit" });
          await expect(frame).toBeAttached();
          const before = await places();
          letGo();
          await expect(card.field("number")).toBeVisible();
          const root = card.form.locator(`html[lang="${locale}"]`);
          const scrolls = await root.evaluate((html) => [
            html.scrollHeight - html.clientHeight,
            html.scrollWidth - html.clientWidth,
          ]);
          expect(scrolls, locale).toEqual([0, 0]);
          expect(await places(), locale).toEqual(before);
          expect(before[1]?.height, locale).toBe(isKnown ? 264 : 376);
        }
      });

      test("has its place on the pay page from the first picture on", async ({ visit }) => {
        const { page, demo } = visit;
        await page.addInitScript(() => {
          const watched = window as unknown as { shifted: number };
          watched.shifted = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as unknown as { value: number }[]) {
              watched.shifted += entry.value;
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        await page.goto((await aSession(demo, isKnown)).url);
        await expect(new CardVisit(visit).field("number")).toBeVisible();
        const shifted = await page.evaluate(async () => {
          const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
          for (let count = 0; count < 3; count += 1) await drawn();
          return (window as unknown as { shifted: number }).shifted;
        });
        expect(shifted).toBe(0);
      });
    });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("a scanner finds nothing in the short form, empty or full of faults", async ({
      visit,
    }) => {
      const card = new CardVisit(visit);
      await visit.page.goto((await aSession(visit.demo)).url);
      await expect(card.field("number")).toBeVisible();
      await expectAccessible(visit.page);
      await visit.pay.click();
      await expect(card.field("number")).toBeFocused();
      await expectAccessible(visit.page);
    });
  });
}
