/** Ottu's older API in a browser, by both its paths: paid, declined, canceled, failed, and not heard of. */
import { createCheckoutClient, type SessionRecord } from "../../server/client/index.ts";
import { expect, test } from "./demo-fixture.ts";
import type { ShopVisit } from "./shop-visit.ts";
import { ForwardClock } from "../support/forward-clock.ts";

const apiKey = "legacy-test-key-0123456789";

const flows = [
  { flow: "pos", env: { OTTU_FLOW: "pos" } },
  { flow: "pos-d", env: { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "7" } },
] as const;

for (const { flow, env } of flows) {
  test.describe(`OTTU_FLOW=${flow}`, () => {
    let clock: ForwardClock;
    test.use({
      demoOptions: async ({}, use) => {
        clock = new ForwardClock();
        const { now } = clock;
        await use({ env: { MERCHANT_API_KEYS: apiKey, ...env }, proxy: { world: { clock } }, now });
      },
    });

    /** A shopper on the pay page of a new order. */
    async function openLink({ page, demo }: ShopVisit): Promise<SessionRecord> {
      const client = createCheckoutClient({ proxyUrl: demo.proxyUrl, apiKey });
      const session = await client.createSession({
        amount: "12.750",
        currency: "KWD",
        orderRef: "W-20431",
        customer: { email: "noor@shop.example" },
      });
      await page.goto(session.url);
      return session;
    }

    /** On both paths the chosen gateway opens. */
    async function leaveWith(visit: ShopVisit, label: string): Promise<void> {
      await visit.method(label).check();
      await visit.pay.click();
      await expect(visit.onGateway("Pay")).toBeVisible();
    }

    const paidText = /Payment (received|complete)/;

    test("a payment is made and has its receipt, by a signed disclosure", async ({ visit }) => {
      const { page, demo } = visit;
      const session = await openLink(visit);
      await leaveWith(visit, "KNET");
      await visit.onGateway("Pay").click();
      await page.waitForURL(`${session.url}?session=*`);
      await expect(page.getByText(paidText).first()).toBeVisible();
      const calls = demo.sandbox.journal.entries().map(({ call }) => call);
      expect(calls).toContain("disclosure");
      expect(calls).not.toContain("inquiry");
      expect(calls.filter((call) => call.startsWith("pymt-txn"))).toEqual([]);
    });

    for (const button of ["Decline", "Cancel and return", "Fail with an error"]) {
      test(`after "${button}" the shopper is told, and pays in another way`, async ({ visit }) => {
        const { page, demo } = visit;
        const session = await openLink(visit);
        await leaveWith(visit, "KNET");
        await visit.onGateway(button).click();
        await page.waitForURL(`${session.url}?session=*`);
        await page.getByRole("button", { name: /[Cc]hoose another way/ }).click();
        await leaveWith(visit, "Deema");
        await visit.onGateway("Pay").click();
        await expect(page.getByText(paidText).first()).toBeVisible();
        expect(demo.sandbox.ottu.orders()).toHaveLength(2);
      });
    }

    test("a payment nobody told of is found by the inquiry, ten minutes later", async ({
      visit,
    }) => {
      const { page, demo } = visit;
      const session = await openLink(visit);
      await leaveWith(visit, "KNET");
      await visit.notify("never");
      await visit.onGateway("Pay").click();
      await page.waitForURL(`${session.url}?session=*`);
      await expect(
        page.getByText("Waiting for confirmation").filter({ visible: true }).first(),
      ).toBeVisible();
      expect(demo.sandbox.ottu.calls("inquiry")).toBe(0);
      clock.forward(11 * 60_000);
      await expect(async () => {
        await page.goto(session.url);
        await expect(page.getByText(paidText).first()).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 30_000 });
      expect(demo.sandbox.ottu.calls("inquiry")).toBe(1);
    });

    test("a disclosure as in Ottu's document is not believed, and the shopper comes back", async ({
      visit,
    }) => {
      const { page, demo } = visit;
      demo.sandbox.ottu.setPosDialect("documented");
      const session = await openLink(visit);
      await leaveWith(visit, "KNET");
      await visit.onGateway("Pay").click();
      await page.waitForURL(`${session.url}?session=*`);
      await expect(
        page.getByText("Waiting for confirmation").filter({ visible: true }).first(),
      ).toBeVisible();
      await expect(page.getByText(paidText)).toHaveCount(0);
    });
  });
}

test.describe("changing one's mind on the way", () => {
  test.use({ demoOptions: { env: { MERCHANT_API_KEYS: apiKey, OTTU_FLOW: "pos" } } });

  test("coming back and choosing another method leaves one order to pay", async ({ visit }) => {
    const { page, demo } = visit;
    const client = createCheckoutClient({ proxyUrl: demo.proxyUrl, apiKey });
    const session = await client.createSession({
      amount: "12.750",
      currency: "KWD",
      orderRef: "W-20432",
      customer: { email: "noor@shop.example" },
    });
    await page.goto(session.url);
    await visit.leaveWith("KNET");
    await page.goBack();
    await visit.leaveWith("Deema");
    expect(demo.sandbox.ottu.orders().map(({ state }) => state)).toEqual(["expired", "pending"]);
    await visit.onGateway("Pay").click();
    await expect(page.getByText(/Payment (received|complete)/).first()).toBeVisible();
  });
});
