/** What happens between the gateway's page and the shop's: declined, closed, early, never, forged. */
import { arriveAt, expect, test } from "./demo-fixture.ts";
import { fasterClock } from "./faster-clock.ts";

test("a declined OTT Pay payment is picked again and paid", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Decline").click();
  await expect(page.getByText("Declined.")).toBeVisible();
  await visit.onGateway("Cancel and return").click();
  await arriveAt(page, demo.url);
  await expect(visit.thanks).toBeHidden();
  await visit.toCheckout();
  await visit.leaveWith("Alipay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  expect(demo.sandbox.ottpay.orders()).toHaveLength(1);
});

// Two notifications in one second: the second one ends the order. Its link must not be handed out again.
test("a declined Ottu payment comes back to the picker, says so, and is paid with another method", async ({
  visit,
}) => {
  const { page, demo } = visit;
  await visit.checkOut("KWD");
  await visit.leaveWith("KNET");
  await visit.onGateway("Decline").click();
  await expect(page.getByText("Declined.")).toBeVisible();
  await visit.onGateway("Cancel and return").click();
  await page.waitForURL(`${demo.url}/checkout?session=*`);
  await expect(
    page.getByText(/KNET (did not go through|was canceled|was not completed)/),
  ).toBeVisible();
  await visit.leaveWith("Deema");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
});

for (const { currency, method } of [
  { currency: "CAD", method: "WeChat Pay" },
  { currency: "KWD", method: "KNET" },
] as const) {
  test(`a ${method} payment whose tab was closed is in the shop's books`, async ({ visit }) => {
    const { page, demo } = visit;
    await visit.checkOut(currency);
    await visit.leaveWith(method);
    await visit.onGateway("Pay, then close the tab").click();
    await expect(page.getByText("You can close this tab now.")).toBeVisible();
    const later = await page.context().newPage();
    await page.close();
    await expect(async () => {
      await later.goto(`${demo.url}/cart`);
      const empty = later.getByRole("heading", { name: "Your cart is empty" });
      await expect(empty).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
  });
}

test("a bank's app that comes back in another browser is thanked as well", async ({
  visit,
  browser,
}) => {
  const { demo } = visit;
  await visit.checkOut("KWD");
  await visit.leaveWith("KNET");
  const [order] = demo.sandbox.ottu.orders();
  await demo.sandbox.ottu.pay(order?.sessionId ?? "");
  const elsewhere = await browser.newPage({ locale: "en-CA" });
  await elsewhere.goto(order?.redirectUrl ?? "");
  await expect(elsewhere.getByRole("heading", { name: "Thank you" })).toBeVisible();
  await elsewhere.close();
});

test("a shopper who is back before the call-back is thanked, because the gateway was asked", async ({
  visit,
}) => {
  const { demo } = visit;
  // Late, and then slow: it does not arrive while this test runs.
  demo.sandbox.behave("ottpay", "callback", { do: "slow", ms: 600_000 });
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.notify("later");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  const calls = demo.sandbox.journal.entries().map(({ call }) => call);
  expect(calls).toContain("PREPAY_QUERY");
  expect(calls).not.toContain("callback");
});

test("a gateway that never notifies is asked when the shopper returns", async ({ visit }) => {
  await visit.checkOut("KWD");
  await visit.leaveWith("KNET");
  await visit.notify("never");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  expect(visit.demo.sandbox.journal.entries().map(({ call }) => call)).not.toContain("webhook");
});

test.describe("with the proxy's clock four times as fast", () => {
  test.use({
    demoOptions: async ({}, use) => use({ proxy: { world: { clock: fasterClock(4) } } }),
  });

  test("a payment nobody tells of is found: no call-back, and the tab closed", async ({
    visit,
  }) => {
    const { page, demo } = visit;
    await visit.checkOut("CAD");
    await visit.leaveWith("WeChat Pay");
    await visit.notify("never");
    await visit.onGateway("Pay, then close the tab").click();
    await expect(page.getByText("You can close this tab now.")).toBeVisible();
    await page.goto(`${demo.url}/cart`);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible({
        timeout: 500,
      });
    }).toPass({ timeout: 30_000 });
  });
});

test("an address that claims success pays nothing", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  const [sent] = demo.sandbox.ottpay.orders();
  const returnUrl = new URL(sent!.redirectUrl);
  const claims = {
    total_fee: "3800",
    trade_no: "1",
    out_trade_no: sent!.prepayOrderId,
    trade_status: "Trade_Finished",
  };
  for (const [name, value] of Object.entries(claims)) returnUrl.searchParams.set(name, value);
  await page.goto(returnUrl.href);
  await page.waitForURL(`${demo.url}/thank-you?session=*`);
  expect(page.url()).not.toContain("Trade_Finished");
  await expect(page.getByText("Waiting for confirmation")).toBeVisible();
  await expect(visit.thanks).toBeHidden();
  await page.goto(`${page.url()}&trade_status=Trade_Finished&status=paid`);
  await expect(page.getByText("Waiting for confirmation")).toBeVisible();
  await expect(visit.thanks).toBeHidden();
  await expect(page.getByRole("link", { name: "Cart, 1 item" })).toBeVisible();
});

for (const { what, news } of [
  { what: "genuine, but early", news: {} },
  { what: "sealed with another key", news: { signKey: "0123456789ABCDEF" } },
  { what: "of another amount", news: { fields: { amount: "1" } } },
]) {
  test(`a call-back that the gateway's books do not bear out pays nothing: ${what}`, async ({
    visit,
  }) => {
    const { page, demo } = visit;
    await visit.checkOut("CAD");
    await visit.leaveWith("WeChat Pay");
    const [order] = demo.sandbox.ottpay.orders();
    await demo.sandbox.ottpay.notify(order?.prepayOrderId ?? "", news);
    await expect.poll(() => demo.sandbox.ottpay.calls("PREPAY_QUERY")).toBeGreaterThan(0);
    await visit.onGateway("Cancel and return").click();
    await page.waitForURL(`${demo.url}/thank-you?session=*`);
    await expect(page.getByText("Waiting for confirmation")).toBeVisible();
    await expect(visit.thanks).toBeHidden();
  });
}

test("a wallet payment that was given up is no dead end: another way is offered, and paid", async ({
  visit,
}) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Cancel and return").click();
  await page.waitForURL(`${demo.url}/thank-you?session=*`);
  await expect(page.getByText("Please do not pay again.")).toBeVisible();
  await page.getByRole("button", { name: "Not paid? Choose another way." }).click();
  await expect(page.getByText("Paid already? We keep looking.")).toBeVisible();
  await visit.leaveWith("Alipay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  expect(demo.sandbox.ottpay.orders()).toHaveLength(1);
});

test("and who had paid all the same is thanked, and not asked again", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Cancel and return").click();
  await page.getByRole("button", { name: "Not paid? Choose another way." }).click();
  await expect(page.getByRole("radio").first()).toBeVisible();
  await demo.sandbox.ottpay.pay(demo.sandbox.ottpay.orders()[0]!.prepayOrderId);
  await visit.expectPaid();
});

test("a cart that changed in another tab leads to the new total, not to a dead end", async ({
  visit,
}) => {
  const { page, demo } = visit;
  visit.complaints.expect(/409|otter-outdated/);
  await visit.checkOut("CAD");
  await visit.method("Alipay").check();
  const other = await page.context().newPage();
  await other.goto(demo.url);
  await other.getByRole("button", { name: "Add to cart: Morning mug" }).click();
  await other.goto(`${demo.url}/checkout`);
  await expect(other.getByRole("radio").first()).toBeVisible();
  await other.close();
  await visit.pay.click();
  await expect(page.getByText("Your order has changed.")).toBeVisible();
  await page.getByRole("button", { name: "Show the new total" }).click();
  await expect(visit.pay).toHaveAccessibleName("Pay $76.00");
});

test("a result page that waits turns into thanks when the gateway's word comes", async ({
  visit,
}) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Cancel and return").click();
  await page.waitForURL(`${demo.url}/thank-you?session=*`);
  await expect(page.getByText("Waiting for confirmation")).toBeVisible();
  await demo.sandbox.ottpay.pay(demo.sandbox.ottpay.orders()[0]!.prepayOrderId);
  await visit.expectPaid();
});
