/** What the picker makes of what Ottu says beside the money. */
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import type { CreateSessionRequest } from "../../contract/contract.ts";
import type { RunningDemo } from "../../demo/start-demo.ts";
import { expect, test } from "./demo-fixture.ts";
import type { ShopVisit } from "./shop-visit.ts";

const apiKey = "ottu-details-test-key-0123456789";

test.use({ demoOptions: { env: { MERCHANT_API_KEYS: apiKey } } });

let orders = 0;
function createLink(
  { proxyUrl }: RunningDemo,
  request: Partial<CreateSessionRequest> = {},
): Promise<SessionRecord> {
  orders += 1;
  const client = createCheckoutClient({ proxyUrl, apiKey });
  const order = { amount: "100.00", currency: "AED", orderRef: `W-${orders}` };
  return client.createSession({ ...order, ...request });
}

/** The names of the rows, top down, of a list that is folded where it is long. */
async function rows({ page }: ShopVisit, isLong = false): Promise<string[]> {
  await expect(page.getByRole("radio").first()).toBeVisible();
  if (isLong) {
    const more = page.locator("otter-checkout [part=more]");
    await more.click();
    await expect(more).toHaveCount(0);
  }
  return page
    .getByRole("radio")
    .evaluateAll((radios) =>
      radios.map((radio) => radio.closest("label")?.querySelector("bdi")?.textContent ?? ""),
    );
}

test.describe("wallets", () => {
  test("are shown as what they are, Apple Pay only where the browser has it", async ({ visit }) => {
    const { page, demo } = visit;
    const { url } = await createLink(demo);
    await page.goto(url);
    const without = await rows(visit);
    expect(without).toContain("Google Pay");
    expect(without).toContain("Samsung Pay");
    expect(without).not.toContain("Apple Pay");
    await page.addInitScript(() => {
      Object.assign(window, { ApplePaySession: class {} });
    });
    await page.goto(url);
    const having = await rows(visit, true);
    expect(having.filter((label) => label !== "Apple Pay")).toEqual(without);
    expect(having).toContain("Apple Pay");
  });

  test("are paid on the gateway's page", async ({ visit }) => {
    const { page, demo } = visit;
    await page.addInitScript(() => {
      Object.assign(window, { ApplePaySession: class {} });
    });
    await page.goto((await createLink(demo)).url);
    await visit.leaveWith("Apple Pay");
    expect(new URL(page.url()).origin).toBe(demo.sandbox.ottu.url);
    await expect(page.getByRole("heading", { name: "Apple Pay" })).toBeVisible();
    await visit.onGateway("Pay").click();
    await expect(page.getByText(/Payment (received|complete)/).first()).toBeVisible();
  });

  test("leave a picker that says so where the browser has none of them", async ({ visit }) => {
    const { page, demo } = visit;
    visit.complaints.expect(/no_methods/);
    const filter = { paymentServices: ["apple_pay"] };
    await page.goto((await createLink(demo, { filter })).url);
    await expect.poll(() => visit.complaints.expected.length).toBe(1);
    await expect(page.getByText("Apple Pay")).toHaveCount(0);
    await expect(page.getByText("No payment method is available right now.")).toBeVisible();
  });
});

test("a method that charges another currency says so, then how much, before the shopper leaves", async ({
  visit,
}) => {
  const { page, demo } = visit;
  await page.goto((await createLink(demo)).url);
  const dollar = page.locator("label", { has: visit.method("Card in US dollars") });
  await expect(dollar).toContainText("charged in USD");
  await visit.method("Card in US dollars").check();
  await expect(visit.pay).toHaveAccessibleName(/100\.00/);
  await visit.pay.click();
  await expect(visit.pay).toHaveAccessibleName(/27\.23/);
  await expect(
    page
      .locator("otter-checkout")
      .getByText(/27\.23/)
      .first(),
  ).toBeVisible();
  expect(new URL(page.url()).origin).toBe(demo.proxyUrl);
  await visit.confirm();
  expect(new URL(page.url()).origin).toBe(demo.sandbox.ottu.url);
  await expect(visit.onGateway("Pay")).toContainText("27.23 USD");
  await visit.onGateway("Pay").click();
  await expect(page.getByText(/Payment (received|complete)/).first()).toBeVisible();
});

test("rows are in Arabic where the shop, Ottu or the operator has Arabic for them", async ({
  visit,
}) => {
  const { page, demo } = visit;
  await page.addInitScript(() => {
    Object.assign(window, { ApplePaySession: class {} });
  });
  const request = { amount: "12.750", currency: "KWD", locale: "ar-KW" } as const;
  await page.goto((await createLink(demo, request)).url);
  const labels = await rows(visit, true);
  expect(labels).toContain("كي نت");
  expect(labels).toContain("أبل باي");
  expect(labels).toContain("الدفع عند الاستلام");
  await expect(page.locator("otter-checkout").locator("[dir=rtl]").first()).toBeAttached();
});

test.describe("labels of the operator's own", () => {
  const labels = { "knet-main": { en: "Debit card", ar: "بطاقة السحب" } };
  test.use({
    demoOptions: { env: { MERCHANT_API_KEYS: apiKey, OTTU_LABELS: JSON.stringify(labels) } },
  });

  for (const [locale, label] of [
    ["en", "Debit card"],
    ["ar", "بطاقة السحب"],
  ] as const) {
    test(`are shown in ${locale}`, async ({ visit }) => {
      const { page, demo } = visit;
      const request = { amount: "12.750", currency: "KWD", locale } as const;
      await page.goto((await createLink(demo, request)).url);
      expect(await rows(visit)).toContain(label);
    });
  }
});

test("what a customer paid with before comes first the next time, and says so", async ({
  visit,
}) => {
  const { page, demo } = visit;
  const request = { amount: "12.750", currency: "KWD", customer: { id: "c-88" } } as const;
  await page.goto((await createLink(demo, request)).url);
  expect((await rows(visit))[0]).not.toBe("Deema");
  await visit.leaveWith("Deema");
  await visit.onGateway("Pay").click();
  await expect(page.getByText(/Payment (received|complete)/).first()).toBeVisible();
  const next = await createLink(demo, request);
  await expect(async () => {
    await page.goto(next.url);
    expect((await rows(visit))[0]).toBe("Deema");
  }).toPass();
  const row = page.locator("label", { has: visit.method("Deema") });
  await expect(row.getByText("Last used")).toBeVisible();
});

test.describe("a payment that is to be reserved", () => {
  const reserve = { amount: "12.00", currency: "SAR", filter: { operation: "authorize" } } as const;

  test("is declined, and reserved at the second try", async ({ visit }) => {
    const { page, demo } = visit;
    const session = await createLink(demo, reserve);
    await page.goto(session.url);
    await visit.pay.click();
    await visit.onGateway("Decline").click();
    await visit.onGateway("Cancel and return").click();
    await page.waitForURL(`${session.url}?session=*`);
    await expect(page.getByText("Payment authorized")).toHaveCount(0);
    await page.getByRole("button", { name: /[Cc]hoose another way/ }).click();
    await visit.pay.click();
    await visit.onGateway("Pay").click();
    await expect(page.getByRole("heading", { name: "Payment authorized" })).toBeVisible();
  });

  test("and nobody told of is found by asking", async ({ visit }) => {
    const { page, demo } = visit;
    const session = await createLink(demo, reserve);
    await page.goto(session.url);
    await visit.pay.click();
    demo.sandbox.behave("ottu", "pymt-txn:read", { do: "lag", ms: 5_000 });
    await visit.notify("never");
    await visit.onGateway("Pay").click();
    await page.waitForURL(`${session.url}?session=*`);
    const again = page.getByRole("button", { name: /[Cc]hoose another way/ });
    await expect(
      page.getByText("Waiting for confirmation").filter({ visible: true }).first(),
    ).toBeVisible();
    await expect(page.getByText("Order confirmed")).toBeVisible({ timeout: 30_000 });
    // Who has just paid is not asked to pay again.
    await expect(again).toBeHidden();
    await page.goto(session.url);
    await expect(page.getByRole("heading", { name: "Payment authorized" })).toBeVisible();
    expect(demo.sandbox.journal.entries().filter(({ call }) => call === "webhook")).toEqual([]);
  });
});

test("reserved money is called authorized, and paid once the merchant took it in Ottu's panel", async ({
  visit,
}) => {
  const { page, demo } = visit;
  const filter = { operation: "authorize" } as const;
  const session = await createLink(demo, { amount: "12.00", currency: "SAR", filter });
  await page.goto(session.url);
  await visit.pay.click();
  await visit.onGateway("Pay").click();
  await page.waitForURL(`${session.url}?session=*`);
  await expect(page.getByRole("heading", { name: "Payment authorized" })).toBeVisible();
  await expect(page.getByText("Payment received")).toHaveCount(0);
  await page.goto(`${demo.sandbox.ottu.url}/panel/`);
  await page.getByRole("link", { name: /^W-/ }).click();
  await page.getByRole("button", { name: "Capture" }).click();
  await expect(page.getByText("12.00 SAR paid")).toBeVisible();
  await page.getByRole("button", { name: "Notify the shop" }).click();
  await expect(async () => {
    await page.goto(session.url);
    const received = page.getByRole("heading", { name: "Payment received" });
    await expect(received).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
