/** The proxy's own page: a link that can be sent to anybody, paid, and looked at afterwards. */
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import { expect, test } from "./demo-fixture.ts";

const apiKey = "pay-page-test-key-0123456789";

test.use({ demoOptions: { env: { MERCHANT_API_KEYS: apiKey } } });

function createLink(proxyUrl: string, amount: string, currency: string): Promise<SessionRecord> {
  const client = createCheckoutClient({ proxyUrl, apiKey });
  return client.createSession({
    amount,
    currency,
    orderRef: "W-20431",
    description: "One big bowl",
  });
}

test("a link is opened, paid and shows its receipt, without a shop's page", async ({ visit }) => {
  const { page, demo } = visit;
  const session = await createLink(demo.proxyUrl, "12.50", "CAD");
  await page.goto(session.url);
  await expect(page).toHaveTitle(/^Pay .*12\.50.* to Kiln & Palm$/);
  await expect(page.getByRole("heading", { name: "One big bowl" })).toBeVisible();
  await expect(page.getByText("W-20431")).toBeVisible();
  await visit.leaveWith("WeChat Pay");
  await visit.onGateway("Pay").click();
  await page.waitForURL(`${session.url}?session=*`);
  await expect(
    page
      .getByText(/Payment (received|complete)/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await page.goto(session.url);
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  const widget = page.locator("otter-checkout");
  const reference = demo.sandbox.ottpay.orders()[0]?.prepayOrderId ?? "?";
  for (const value of ["W-20431", "WeChat Pay", reference])
    await expect(widget).toContainText(value);
  await expect(widget.getByRole("button", { name: "Copy Reference" })).toBeVisible();
  await expect(widget.getByRole("button", { name: "Print" })).toBeVisible();
  await expect(page.getByText(/\$12\.50/).filter({ visible: true })).toHaveCount(1);
  await page.emulateMedia({ media: "print" });
  for (const part of [
    page.locator("footer"),
    page.getByText(/close this page/),
    page.locator("button"),
  ]) {
    await expect(part.filter({ visible: true })).toHaveCount(0);
  }
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await expect(widget.getByText(reference).filter({ visible: true })).toBeVisible();
  await page.emulateMedia({ media: null });
  await expect(page.getByRole("radio")).toHaveCount(0);
});

test("a link that comes back unpaid offers another way", async ({ visit }) => {
  const { page, demo } = visit;
  const session = await createLink(demo.proxyUrl, "12.750", "KWD");
  await page.goto(session.url);
  await visit.leaveWith("KNET");
  await visit.onGateway("Cancel and return").click();
  await page.waitForURL(`${session.url}?session=*`);
  await page.getByRole("button", { name: /[Cc]hoose another way/ }).click();
  await visit.leaveWith("Deema");
  await visit.onGateway("Pay").click();
  await expect(
    page
      .getByText(/Payment (received|complete)/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
});

test("it keeps to itself: strict policy, no frame, no cache, no referrer, no index", async ({
  visit,
}) => {
  const { page, demo } = visit;
  const session = await createLink(demo.proxyUrl, "12.50", "CAD");
  const response = await page.goto(session.url);
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["referrer-policy"]).toBe("no-referrer");
  expect(headers["x-robots-tag"]).toContain("noindex");
});

test("looking at a link makes no order at any gateway", async ({ visit }) => {
  const { page, demo } = visit;
  const session = await createLink(demo.proxyUrl, "12.750", "KWD");
  for (let look = 0; look < 3; look += 1) await page.goto(session.url);
  await expect(page.getByRole("radio").first()).toBeVisible();
  expect(demo.sandbox.ottpay.calls("PREPAY_INIT")).toBe(0);
  expect(demo.sandbox.ottu.calls("pymt-txn:create")).toBe(0);
});

test("an address that was never a link says so", async ({ visit }) => {
  const { page, demo } = visit;
  visit.complaints.expect(/404/);
  await page.goto(`${demo.proxyUrl}/pay/cs_0123456789012345678901234567`);
  await expect(
    page.getByRole("heading", { name: "There is no payment at this address" }),
  ).toBeVisible();
});
