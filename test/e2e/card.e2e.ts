/** A card, from the form in its frame to "paid", without leaving the shop's page. */
import { createCheckoutClient } from "../../server/client/index.ts";
import { CardVisit, filledCard, overhear } from "./card-visit.ts";
import { expect, test } from "./demo-fixture.ts";

test.use({ demoOptions: { env: { OTTPAY_CARD: "purchase" } } });

const declined = "4000 0000 0000 0002";
/** Charged, and the answer never comes. */
const unanswered = "4000 0000 0000 9995";

test("is typed and paid by keyboard alone", async ({ visit }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit);
  await visit.checkOut("CAD");
  await page.locator("otter-checkout").getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(card.field("number")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(card.field("number")).toBeFocused();
  for (const text of ["5555555555554444", "0130", "123", "Ada Lovelace", "k1a0b1"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await expect(card.field("country")).toBeFocused();
  await page.keyboard.press("Tab");
  for (const text of ["111 Wellington St", "Ottawa", "Ontario"]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  }
  await expect(visit.pay).toBeFocused();
  await page.keyboard.press("Enter");
  await visit.expectPaid();
  const [charge, ...others] = demo.sandbox.ottpay.charges();
  expect(others).toEqual([]);
  expect(charge).toMatchObject({ brand: "MC", last4: "4444", amount: "3800", currency: "CAD" });
});

test("is filled in by the browser and paid, and the page around learns nothing of it", async ({
  visit,
}) => {
  const card = new CardVisit(visit);
  const overheard = await overhear(visit.page);
  await card.open();
  await card.autofill();
  await expect(card.field("number")).toHaveValue("4242 4242 4242 4242");
  await expect(card.field("expiry")).toHaveValue("12 / 30");
  const paid = visit.page.waitForResponse((response) => response.url().endsWith("/payments"));
  await visit.pay.click();
  const answer = (await paid).request().postDataJSON() as { card: string };
  expect(answer.card).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  const messages = await overheard.messages().catch(() => []);
  await visit.expectPaid();
  const seen = [...overheard.requests, ...messages].map((text) => text.replace(/[\s+-]/g, ""));
  expect(seen.length).toBeGreaterThan(5);
  for (const secret of ["4242424242424242", "AdaLovelace", "111Wellington", `"737"`, "K1A0B1"]) {
    expect(seen.filter((text) => text.includes(secret))).toEqual([]);
  }
});

test("is sent by Enter in a field too", async ({ visit }) => {
  const card = new CardVisit(visit);
  await card.open();
  await card.autofill();
  await card.field("city").press("Enter");
  await visit.expectPaid();
});

test("that is not complete is not sent, and the first fault gets the keyboard", async ({
  visit,
}) => {
  const card = new CardVisit(visit);
  const overheard = await overhear(visit.page);
  await card.open();
  await visit.pay.focus();
  await visit.page.keyboard.press("Enter");
  await expect(card.field("number")).toBeFocused();
  await expect(card.field("number")).toHaveAccessibleDescription("Enter the card number");
  await card.autofill({ cvv: "12" });
  await visit.pay.click();
  await expect(card.field("cvv")).toBeFocused();
  await expect(card.field("cvv")).toHaveAccessibleDescription("Enter 3 digits");
  await expect(visit.pay).toHaveAttribute("aria-disabled", "false");
  expect(overheard.requests.filter((text) => text.includes("/payments"))).toEqual([]);
});

test("that is declined leaves the form, and another card pays", async ({ visit }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit);
  await card.open();
  await card.autofill({ number: declined });
  await visit.pay.click();
  const callout = page.locator("otter-checkout [part~=callout]");
  await expect(callout).toContainText(/The card was declined\.\s+No money was taken\./);
  const [note, form] = [await callout.boundingBox(), await page.locator("iframe").boundingBox()];
  expect((form?.y ?? 0) - ((note?.y ?? 0) + (note?.height ?? 0))).toBeLessThan(16);
  await page.getByRole("button", { name: "Choose another way to pay" }).click();
  await expect(visit.method("WeChat Pay")).toBeFocused();
  await page.getByRole("button", { name: "Try another card" }).click();
  await expect(card.field("number")).toBeFocused();
  await expect(card.field("name")).toHaveValue(filledCard.name);
  await expect(card.field("number")).toBeEnabled();
  await card.autofill();
  await visit.pay.click();
  await visit.expectPaid();
  expect(demo.sandbox.ottpay.charges().map(({ last4 }) => last4)).toEqual(["0002", "4242"]);
});

test("whose charge is not answered is asked about, and charged once", async ({ visit }) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit);
  await card.open();
  demo.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "lag", ms: 13_000 });
  await card.autofill({ number: unanswered });
  await visit.pay.click();
  await expect(visit.method("Alipay")).toBeDisabled();
  await expect(card.field("number")).toBeDisabled();
  await expect(page.getByText("Waiting for confirmation")).toBeVisible({ timeout: 20_000 });
  await visit.expectPaid();
  expect(demo.sandbox.ottpay.charges()).toHaveLength(1);
});

test("that is being charged is not asked for again by who loads the page anew", async ({
  visit,
}) => {
  const { page, demo } = visit;
  const card = new CardVisit(visit);
  await card.open();
  demo.sandbox.ottpay.setCards({ outcome: "process" });
  await card.autofill();
  await visit.pay.click();
  await expect(page.getByText("Waiting for confirmation")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Waiting for confirmation")).toBeVisible();
  await expect(visit.pay).toBeHidden();
  const [charge] = demo.sandbox.ottpay.charges();
  demo.sandbox.ottpay.decideCharge(charge?.orderId ?? "", "decline");
  await expect(page.getByText("Credit or debit card did not go through.")).toBeVisible({
    timeout: 30_000,
  });
  await expect(visit.pay).toBeVisible();
});

test("can be left for another method", async ({ visit }) => {
  const card = new CardVisit(visit);
  await card.open();
  await card.autofill();
  await visit.method("WeChat Pay").check();
  await expect(card.field("number")).toBeHidden();
  await card.choose();
  await expect(card.field("name")).toHaveValue(filledCard.name);
  await visit.leaveWith("WeChat Pay");
});

test("that is sealed too long ago is asked for again, in a form that is new", async ({ visit }) => {
  const { page } = visit;
  const card = new CardVisit(visit);
  visit.complaints.expect(/400|card_invalid/);
  await page.route(
    "**/card/*",
    async (route) => {
      const response = await route.fetch();
      const hourAgo = Date.now() - 3_600_000;
      const body = (await response.text()).replace(/"now":\d+/, `"now":${hourAgo}`);
      await route.fulfill({ response, body });
    },
    { times: 1 },
  );
  await card.open();
  await card.autofill();
  await visit.pay.click();
  await expect(page.getByText("Check the card details.")).toBeVisible();
  await expect(card.field("name")).toHaveValue("");
  await card.autofill();
  await visit.pay.click();
  await visit.expectPaid();
});

test("cannot be typed where the form is lost, and the other methods can be paid with", async ({
  visit,
}) => {
  const { page } = visit;
  visit.complaints.expect(/ERR_FAILED|proxy_unreachable/);
  await page.route(/card-field-/, (route) => route.abort());
  await visit.checkOut("CAD");
  await visit.method("Credit or debit card").check();
  await visit.pay.click();
  await expect(page.getByText("No connection.")).toBeVisible();
  await visit.leaveWith("Alipay");
});

test.describe("before there is a session", () => {
  const apiKey = "card-test-key-0123456789abcdef";
  test.use({ demoOptions: { env: { OTTPAY_CARD: "purchase", MERCHANT_API_KEYS: apiKey } } });

  test("is typed first, and the session is made when Pay is pressed", async ({ visit }) => {
    const { page, demo } = visit;
    const card = new CardVisit(visit);
    const client = createCheckoutClient({ proxyUrl: demo.proxyUrl, apiKey });
    const made: string[] = [];
    // The demo shop's books know nothing of an order that the test made.
    visit.complaints.expect(/404/);
    await page.exposeFunction("makeSession", async () => {
      const order = { amount: "38.00", currency: "CAD", orderRef: "W-1" };
      made.push((await client.createSession(order)).id);
      return made.at(-1);
    });
    await visit.checkOut("CAD");
    await page.locator("otter-checkout").evaluate((element) => {
      const { makeSession } = window as unknown as { makeSession: () => Promise<string> };
      Object.assign(element, {
        session: "",
        currency: "CAD",
        amount: "38.00",
        createSession: makeSession,
      });
    });
    await card.choose();
    await visit.pay.click();
    await expect(card.field("number")).toBeFocused();
    expect(made).toEqual([]);
    await card.autofill();
    await visit.pay.click();
    await page.waitForURL((url) => url.searchParams.get("session") === made[0]);
    expect(made).toHaveLength(1);
    expect(demo.sandbox.ottpay.charges()).toHaveLength(1);
    expect(await client.getSession(made[0] ?? "")).toMatchObject({ status: "paid" });
  });
});

test.describe("authorized only", () => {
  test.use({ demoOptions: { env: { OTTPAY_CARD: "preauth" } } });

  test("ends as authorized", async ({ visit }) => {
    const card = new CardVisit(visit);
    await card.open();
    await card.autofill();
    await visit.pay.click();
    await expect(visit.page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
    expect(visit.demo.sandbox.ottpay.charges()).toMatchObject([{ action: "CC_PREAUTH" }]);
  });

  test("that is declined leaves the form, and another card is authorized", async ({ visit }) => {
    const { page, demo } = visit;
    const card = new CardVisit(visit);
    await card.open();
    await card.autofill({ number: declined });
    await visit.pay.click();
    await expect(page.locator("otter-checkout [part~=callout]")).toBeVisible();
    await card.autofill();
    await visit.pay.click();
    await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
    expect(demo.sandbox.ottpay.charges().map(({ action, last4 }) => `${action} ${last4}`)).toEqual([
      "CC_PREAUTH 0002",
      "CC_PREAUTH 4242",
    ]);
  });

  test("whose answer is lost is asked about, and authorized once", async ({ visit }) => {
    const { page, demo } = visit;
    const card = new CardVisit(visit);
    await card.open();
    demo.sandbox.behave("ottpay", "CC_PREAUTH", { do: "commit-then-reset" }, 1);
    demo.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "lag", ms: 3_000 });
    await card.autofill();
    await visit.pay.click();
    await expect(page.getByText("Waiting for confirmation")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible({
      timeout: 20_000,
    });
    expect(demo.sandbox.ottpay.charges()).toHaveLength(1);
    expect(demo.sandbox.ottpay.calls("CC_QUERYPAY")).toBeGreaterThan(0);
  });
});

test("is paid on the proxy's own pay page", async ({ visit }) => {
  const { page } = visit;
  const card = new CardVisit(visit);
  await visit.checkOut("CAD");
  const link = await page.locator("otter-checkout a").getAttribute("href");
  await page.goto(link ?? "");
  await card.choose();
  await card.autofill();
  await visit.pay.click();
  await expect(page.getByText("Payment complete")).toBeVisible();
});
