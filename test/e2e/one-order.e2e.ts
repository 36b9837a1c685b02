/** However often and from wherever a shopper presses, one order reaches the gateway. */
import { expect, test } from "./demo-fixture.ts";

test("three reloads and a second tab share one session and one order", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  const session = await page.locator("otter-checkout").getAttribute("session");
  for (let reload = 0; reload < 3; reload += 1) {
    await page.reload();
    await expect(page.locator("otter-checkout")).toHaveAttribute("session", session ?? "");
  }
  const second = await page.context().newPage();
  await second.goto(`${demo.url}/checkout`);
  await expect(second.locator("otter-checkout")).toHaveAttribute("session", session ?? "");
  await visit.leaveWith("WeChat Pay");
  await second.getByRole("radio", { name: /^Alipay/ }).check();
  await second.getByRole("button", { name: /^Pay/ }).click();
  await expect(second.getByRole("heading", { name: "Alipay" })).toBeVisible();
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(1);
});

test("two tabs that press at the same moment make one order", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  const second = await page.context().newPage();
  await second.goto(`${demo.url}/checkout`);
  for (const tab of [page, second]) await tab.getByRole("radio", { name: /^WeChat Pay/ }).check();
  await Promise.all(
    [page, second].map(async (tab) => {
      await tab.getByRole("button", { name: /^Pay/ }).click();
      await expect(tab.getByRole("heading", { name: "WeChat Pay" })).toBeVisible();
    }),
  );
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(1);
});

test("three submits in one breath make one request and one order", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.method("WeChat Pay").check();
  let starts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/payments")) starts += 1;
  });
  await page.locator("otter-checkout").evaluate((element) => {
    const checkout = element as HTMLElement & { submit(): Promise<string> };
    void checkout.submit();
    void checkout.submit();
    void checkout.submit();
  });
  await expect(visit.onGateway("Pay")).toBeVisible();
  expect(starts).toBe(1);
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(1);
});

for (const { currency, first, second, call, gateway } of [
  {
    currency: "CAD",
    first: "WeChat Pay",
    second: "Alipay",
    call: "PREPAY_INIT",
    gateway: "ottpay",
  },
  { currency: "KWD", first: "KNET", second: "Deema", call: "pymt-txn:create", gateway: "ottu" },
] as const) {
  test(`changing from ${first} to ${second} makes no second order`, async ({ visit }) => {
    await visit.checkOut(currency);
    await visit.leaveWith(first);
    await visit.toCheckout();
    await visit.leaveWith(second);
    await expect(visit.page.getByRole("heading", { name: second })).toBeVisible();
    expect(visit.demo.sandbox[gateway].calls(call)).toBe(1);
  });
}

test("an edited cart is the same order with another amount", async ({ visit }) => {
  const { page } = visit;
  await visit.checkOut("CAD");
  const session = await page.locator("otter-checkout").getAttribute("session");
  await page.getByRole("link", { name: "Edit cart" }).click();
  await page.getByRole("button", { name: "One Morning mug more" }).click();
  await visit.toCheckout();
  await expect(visit.pay).toHaveAccessibleName("Pay $76.00");
  await expect(page.locator("otter-checkout")).not.toHaveAttribute("session", session ?? "");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
});

test("the back button after paying leads to thanks, not to a second payment", async ({ visit }) => {
  const { page, demo } = visit;
  await visit.checkOut("CAD");
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  await page.goto(`${demo.url}/checkout`);
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();
});
