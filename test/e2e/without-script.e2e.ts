/** The pay page where no script runs: a form that pays, and a page that waits by itself. */
import type { Page } from "@playwright/test";
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import { expect, test } from "./demo-fixture.ts";
import { expectAccessible } from "./expect-accessible.ts";
import type { ShopVisit } from "./shop-visit.ts";

const apiKey = "pay-page-test-key-0123456789";
const phone = { width: 360, height: 740 };

test.use({ demoOptions: { env: { MERCHANT_API_KEYS: apiKey } } });

const inKuwait = { amount: "12.750", currency: "KWD" } as const;
const inCanada = { amount: "38.00", currency: "CAD" } as const;

async function open(
  { page, demo }: ShopVisit,
  order: { amount: string; currency: string; locale?: string },
  orderRef = "W-20431",
): Promise<SessionRecord> {
  const client = createCheckoutClient({ proxyUrl: demo.proxyUrl, apiKey });
  const description = "One big bowl";
  const session = await client.createSession({ ...order, orderRef, description });
  await page.goto(session.url);
  return session;
}

const payButton = (page: Page) => page.locator("form.plain button");

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("folds a long list, and pays from what is folded away", async ({ visit }) => {
    const { page } = visit;
    await open(visit, { amount: "38.00", currency: "SAR" });
    const radios = page.locator("form.plain").getByRole("radio");
    await expect(radios.filter({ visible: true })).toHaveCount(5);
    await page.getByText("More ways to pay (3)").click();
    await expect(radios.filter({ visible: true })).toHaveCount(8);
    await radios.last().check();
    await payButton(page).click();
    await expect(page).toHaveURL(/redirect\/start/);
  });

  for (const [gateway, order, label] of [
    ["OTT Pay", inCanada, "WeChat Pay"],
    ["Ottu", inKuwait, "KNET"],
  ] as const) {
    test(`pays with ${gateway}, and comes back to the receipt`, async ({ visit }) => {
      const { page } = visit;
      const session = await open(visit, order);
      await visit.method(label).check();
      await payButton(page).click();
      await visit.onGateway("Pay").click();
      await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
      expect(page.url().startsWith(`${session.url}?session=`)).toBe(true);
      await expect(page.getByText("W-20431", { exact: true })).toBeVisible();
    });
  }

  test("shows a fee first, and goes on at the second press", async ({ visit }) => {
    const { page, demo } = visit;
    demo.sandbox.ottu.setFee("knet-main", "0.150");
    const session = await open(visit, inKuwait);
    await visit.method("KNET").check();
    await expect(payButton(page)).toHaveText("Pay 12.750 KWD");
    await payButton(page).click();
    await expect(page.getByText("12.750 + 0.150 fee = 12.900 KWD")).toBeVisible();
    await expect(page).toHaveTitle(/^You will be charged 12\.900 KWD/);
    expect(page.url()).toBe(session.url);
    await expect(payButton(page)).toHaveText("Pay 12.900 KWD");
    await payButton(page).click();
    await expect(visit.onGateway("Pay")).toContainText("12.900");
  });

  test("pressed with nothing chosen, sends nothing", async ({ visit }) => {
    const { page } = visit;
    const session = await open(visit, inKuwait);
    await payButton(page).click();
    expect(page.url()).toBe(session.url);
    await expect(visit.method("KNET")).toBeFocused();
  });

  test("waits by itself for a result that is late", async ({ visit }) => {
    const { page, demo } = visit;
    await open(visit, inKuwait);
    await visit.method("KNET").check();
    await payButton(page).click();
    demo.sandbox.behave("ottu", "pymt-txn:read", { do: "lag", ms: 5_000 });
    await visit.onGateway("Pay").click();
    await expect(page.getByText("Waiting for confirmation")).toBeVisible();
    await expect(page).toHaveURL(/look=1$/);
    await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible({
      timeout: 45_000,
    });
  });

  test("comes back unpaid, and offers another way", async ({ visit }) => {
    const { page } = visit;
    const session = await open(visit, inKuwait);
    await visit.method("KNET").check();
    await payButton(page).click();
    await visit.onGateway("Cancel and return").click();
    await page.getByRole("link", { name: "Choose another way to pay" }).click();
    expect(page.url()).toBe(session.url);
    await visit.method("Deema").check();
    await payButton(page).click();
    await visit.onGateway("Pay").click();
    await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  });

  test("comes back without a word from the gateway, and may choose another way after a few looks", async ({
    visit,
  }) => {
    const { page } = visit;
    const session = await open(visit, inCanada);
    await visit.method("WeChat Pay").check();
    await payButton(page).click();
    await visit.onGateway("Cancel and return").click();
    const way = page.getByRole("link", { name: "Not paid? Choose another way." });
    await expect(page.getByText(/Please do not pay again/)).toBeVisible();
    await expect(way).toBeHidden();
    await expect(page).toHaveURL(/look=3$/, { timeout: 30_000 });
    await expect(page.getByText("Paid already? We keep looking.")).toBeVisible();
    await way.click();
    expect(page.url()).toBe(session.url);
    await visit.method("Alipay").check();
    await payButton(page).click();
    await visit.onGateway("Pay").click();
    await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
    await expect(page.getByText("Alipay")).toBeVisible();
  });

  test("is reached by the link inside the tag of a shop's page", async ({ visit }) => {
    const { page, demo } = visit;
    await visit.putMugIntoCart("CAD");
    await page.goto(`${demo.url}/checkout`);
    await page.getByRole("link", { name: "Pay $38.00" }).click();
    await visit.method("Alipay").check();
    await payButton(page).click();
    await visit.onGateway("Pay").click();
    await page.waitForURL(`${demo.url}/thank-you?session=*`);
  });

  test.describe("on a phone, in Arabic", () => {
    test.use({ viewport: phone, locale: "ar-KW" });

    test("runs from right to left, and fits", async ({ visit }) => {
      const { page } = visit;
      await open(visit, { ...inKuwait, locale: "ar-KW" });
      const radio = await visit.method("كي نت").boundingBox();
      const icon = await page.locator("form.plain .icon").first().boundingBox();
      expect(radio?.x ?? 0).toBeGreaterThan(icon?.x ?? phone.width);
      const button = await payButton(page).boundingBox();
      expect((button?.x ?? -1) >= 0 && (button?.x ?? 0) + (button?.width ?? 999) <= 360).toBe(true);
      expect(button?.height ?? 0).toBeGreaterThanOrEqual(48);
      await visit.method("كي نت").check();
      await payButton(page).click();
      await visit.onGateway("Pay").click();
      await expect(page.getByRole("heading", { name: "تم استلام الدفعة" })).toBeVisible();
    });
  });
});

for (const [locale, colorScheme] of [
  ["en", "light"],
  ["ar-KW", "dark"],
] as const) {
  test.describe(`where the script does not come, in ${locale}, ${colorScheme}, there is nothing for a scanner to find`, () => {
    test.use({ viewport: phone, colorScheme, locale });
    const order = { ...inKuwait, locale };

    test.beforeEach(async ({ visit }) => {
      await visit.page.route("**/otter-checkout.js", (route) => route.abort());
      visit.complaints.expect(/ERR_FAILED|403|502/);
    });

    test("on the way", async ({ visit }) => {
      const { page, demo } = visit;
      demo.sandbox.ottu.setFee("knet-main", "0.150");
      const session = await open(visit, order);
      await page.getByRole("radio").first().check();
      await expectAccessible(page);
      await payButton(page).click();
      await expect(payButton(page)).toContainText("12.900");
      await expectAccessible(page);
      await page.goto(`${session.url}?session=${session.id}&look=1`);
      await expectAccessible(page);
    });

    test("where it leads nowhere", async ({ visit }) => {
      const { page, demo } = visit;
      demo.sandbox.behave("ottu", "pymt-txn:create", { do: "error", code: "x" });
      await open(visit, order);
      await page.getByRole("radio").first().check();
      await payButton(page).click();
      await expect(page.locator(".alert")).toBeVisible();
      await expectAccessible(page);
      await page.context().clearCookies();
      await payButton(page).click();
      await expect(page.getByRole("radio")).toHaveCount(0);
      await expectAccessible(page);
    });
  });
}
