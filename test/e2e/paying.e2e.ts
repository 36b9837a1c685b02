/** Both flows from the shelf to "paid", with the mouse, by keyboard, and with a fee in between. */
import type { Locator } from "@playwright/test";
import { arriveAt, expect, test } from "./demo-fixture.ts";
import type { ShopVisit } from "./shop-visit.ts";

test.describe("paying with OTT Pay", () => {
  test("lands on the chosen wallet's page, and is paid after coming back", async ({ visit }) => {
    const { page, demo } = visit;
    await visit.checkOut("CAD");
    await expect(visit.pay).toHaveAccessibleName("Pay $38.00");
    await visit.leaveWith("WeChat Pay");
    await arriveAt(page, demo.sandbox.ottpay.origin);
    expect(new URL(page.url()).searchParams.get("selected")).toBe("WECHATPAY");
    await expect(page.getByRole("heading", { name: "WeChat Pay" })).toBeVisible();
    await visit.onGateway("Pay").click();
    await visit.expectPaid();
    expect(demo.sandbox.ottpay.orders()).toHaveLength(1);
  });

  test("books the order once the proxy's signed event arrives", async ({ visit }) => {
    await visit.checkOut("CAD");
    await visit.leaveWith("Alipay");
    await visit.onGateway("Pay").click();
    await visit.expectPaid();
    const isEvent = () => visit.demo.wire.after(0).some(({ name }) => name === "checkout.paid");
    await expect.poll(isEvent).toBe(true);
  });
});

test.describe("paying with Ottu", () => {
  test("shows the fee and asks for a second press before it leaves", async ({ visit }) => {
    const { page, demo } = visit;
    demo.sandbox.ottu.setFee("knet-main", "0.150");
    await visit.checkOut("KWD");
    await expect(visit.pay).toHaveAccessibleName("Pay 8.500 KWD");
    await visit.method("KNET").check();
    await visit.pay.click();
    await expect(page.getByText("8.500 + 0.150 fee = 8.650 KWD")).toBeVisible();
    await expect(visit.pay).toHaveAccessibleName("Pay 8.650 KWD");
    await expect(visit.pay).toBeFocused();
    expect(new URL(page.url()).origin).toBe(demo.url);
    await visit.confirm();
    expect(new URL(page.url()).origin).toBe(demo.sandbox.ottu.url);
    await expect(page.getByRole("heading", { name: "KNET" })).toBeVisible();
    await expect(visit.onGateway("Pay")).toContainText("8.650");
    await visit.onGateway("Pay").click();
    await visit.expectPaid();
  });

  test("never lets a double click skip the fee", async ({ visit }) => {
    const { page, demo } = visit;
    demo.sandbox.ottu.setFee("knet-main", "0.150");
    await visit.checkOut("KWD");
    await visit.method("KNET").check();
    await pressAgainAtOnce(visit);
    await visit.pay.dblclick();
    await expect(page.getByText("8.500 + 0.150 fee = 8.650 KWD")).toBeVisible();
    await expect(visit.pay).toHaveAttribute("data-pressed-again", "true");
    await expect(visit.pay).toHaveAccessibleName("Pay 8.650 KWD");
    expect(new URL(page.url()).origin).toBe(demo.url);
    expect(demo.sandbox.ottu.calls("pymt-txn:create")).toBe(1);
  });

  test("confirms an order that is paid on delivery without calling it paid", async ({ visit }) => {
    const { page } = visit;
    await visit.checkOut("KWD");
    await visit.leaveWith("Cash on delivery");
    await visit.onGateway("Pay").click();
    await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
    await expect(visit.thanks).toBeHidden();
  });
});

test.describe("paying by keyboard alone", () => {
  for (const { currency, method, presses, gateway } of [
    { currency: "CAD", method: "UnionPay", presses: 2, gateway: "ottpay" },
    { currency: "KWD", method: "KNET", presses: 0, gateway: "ottu" },
  ] as const) {
    test(`picks ${method}, pays and is thanked`, async ({ visit }) => {
      const { page, demo } = visit;
      await visit.checkOut(currency);
      await tabTo(
        () => page.keyboard.press("Tab"),
        () => page.getByRole("radio").first(),
      );
      await page.keyboard.press("Space");
      for (let press = 0; press < presses; press += 1) await page.keyboard.press("ArrowDown");
      await expect(visit.method(method)).toBeChecked();
      await page.keyboard.press("Tab");
      await expect(visit.pay).toBeFocused();
      await page.keyboard.press("Enter");
      await arriveAt(page, demo.sandbox[gateway].url);
      await tabTo(
        () => page.keyboard.press("Tab"),
        () => visit.onGateway("Pay"),
      );
      await page.keyboard.press("Enter");
      await visit.expectPaid();
    });
  }
});

/** Tabs until the wanted control has the focus, as somebody does who cannot see where it is. */
async function tabTo(tab: () => Promise<void>, wanted: () => Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await tab();
    if (await wanted().evaluate((element) => element.matches(":focus"))) return;
  }
  throw new Error("the control cannot be reached with Tab");
}

/** The other half of a double click, at its worst: as soon as the new total is on the button. */
async function pressAgainAtOnce({ pay }: ShopVisit): Promise<void> {
  await pay.evaluate((button: HTMLElement) => {
    const before = button.innerText;
    new MutationObserver(() => {
      if (button.innerText === before || button.dataset["pressedAgain"]) return;
      button.dataset["pressedAgain"] = "true";
      setTimeout(() => button.click());
    }).observe(button, { characterData: true, childList: true, subtree: true });
  });
}
