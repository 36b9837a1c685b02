/** The drawer that shows what went over the wire. */
import { expect, test } from "./demo-fixture.ts";

test("tells the whole story of a payment in order, in words", async ({ visit }) => {
  const { page } = visit;
  await visit.checkOut("CAD");
  await page.getByRole("button", { name: "What just happened?" }).click();
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  const drawer = page.getByRole("complementary", { name: "What just happened" });
  await expect(drawer).toBeVisible();
  const names = drawer.locator(".wire-name");
  await expect(names.filter({ hasText: "checkout.paid" })).toBeVisible();
  const order = await names.allTextContents();
  const told = ["POST /v1/sessions", "PREPAY_INIT", "callback", "PREPAY_QUERY", "checkout.paid"];
  expect(order.filter((name, at) => told.includes(name) && order.indexOf(name) === at)).toEqual(
    told,
  );
  const event = drawer.getByRole("listitem").filter({ hasText: "checkout.paid" });
  await event.locator("summary").click();
  await expect(event.getByText(`"status": "paid"`).first()).toBeVisible();
});

test("shows no key, no token and no secret", async ({ visit }) => {
  const { demo } = visit;
  await visit.checkOut("KWD");
  await visit.leaveWith("KNET");
  await visit.onGateway("Pay").click();
  await visit.expectPaid();
  const shown = JSON.stringify(demo.wire.after(0));
  const { OTTPAY_SIGN_KEY, OTTU_API_KEY, OTTU_WEBHOOK_KEY } = demo.sandbox.env;
  for (const secret of [OTTPAY_SIGN_KEY, OTTU_API_KEY, OTTU_WEBHOOK_KEY]) {
    expect(secret).toBeTruthy();
    expect(shown).not.toContain(secret);
  }
  expect(shown).toContain("/v1/notifications/ottu/");
  expect(shown).not.toMatch(/\/v1\/(return|notifications\/ottu)\/[A-Za-z0-9_-]{6}/);
  expect(shown).not.toContain("Bearer");
});

test("stays open over pages, and closes with Escape", async ({ visit }) => {
  const { page, demo } = visit;
  await page.goto(demo.url);
  const toggle = page.getByRole("button", { name: "What just happened?" });
  const drawer = page.getByRole("complementary", { name: "What just happened" });
  await toggle.click();
  await page.goto(`${demo.url}/cart`);
  await expect(drawer).toBeVisible();
  await drawer.getByRole("button", { name: "Close" }).press("Escape");
  await expect(drawer).toBeHidden();
  await expect(toggle).toBeFocused();
});
