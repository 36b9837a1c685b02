/** What a gateway tells unasked: a hint, unless the gateway cannot be asked at once. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ask, customer, fits, lastBody, makeOrder, open, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";
import type { ProviderSubject } from "./subject.ts";

export function describeNotifications(subject: ProviderSubject): void {
  describe("a genuine notification", () => {
    it("is answered as the gateway wants it", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      assert.equal(stage.arrived.length, 1);
      assert.equal(stage.gateway.orders()[0]?.isAcknowledged, true);
    });

    it("says that its order is paid, by our number", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const told = open(stage, known, lastBody(stage));
      assert.deepEqual([told.claimedState, told.orderNumber], ["paid", known.orderNumber]);
      assert.equal(told.amount, known.amount);
      assert.ok([null, known.currency].includes(told.currency));
      assert.ok([null, known.providerRef].includes(told.providerRef));
    });

    it("names the transaction that asking names, so that neither counts as a second payment", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const told = open(stage, known, lastBody(stage));
      assert.equal(told.transactionRef, (await ask(stage, known)).transactionRef);
    });

    it("is the same when it comes twice, and another when it is of another order", async (t) => {
      const stage = await openStage(t, subject);
      const [{ known }, { known: other }] = [await makeOrder(stage), await makeOrder(stage)];
      await stage.gateway.pay(known.orderNumber);
      const first = open(stage, known, lastBody(stage)).fingerprint;
      await stage.gateway.repeat(known.orderNumber);
      assert.equal(stage.arrived.length, 2);
      assert.equal(open(stage, known, lastBody(stage)).fingerprint, first);
      await stage.gateway.pay(other.orderNumber);
      assert.notEqual(open(stage, other, lastBody(stage)).fingerprint, first);
    });

    it("at another order's address still says whose it is", async (t) => {
      const stage = await openStage(t, subject);
      const [{ known }, { known: other }] = [await makeOrder(stage), await makeOrder(stage)];
      await stage.gateway.pay(known.orderNumber);
      const told = open(stage, other, lastBody(stage));
      assert.equal(told.orderNumber, known.orderNumber);
      if (told.decides !== null) assert.equal(told.decides.report.orderNumber, known.orderNumber);
    });

    it("decides nothing where the gateway can be asked at once; elsewhere only what is signed", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const { decides } = open(stage, known, lastBody(stage));
      if (stage.provider.queryPace(known) === null) assert.equal(decides, null);
      if (decides === null) return;
      assert.deepEqual([decides.evidence, decides.report.state], ["signed", "paid"]);
      assert.equal(fits(stage, known, decides.report), "fits");
    });

    it("of a decline says that nothing was paid", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.decline(known.orderNumber);
      for (const body of stage.arrived) {
        const told = open(stage, known, body);
        assert.notEqual(told.claimedState, "paid");
        assert.notEqual(told.decides?.report.state, "paid");
      }
    });

    it("leaves nothing of the customer behind, nor what a shop wrote freely", async (t) => {
      const stage = await openStage(t, subject);
      const text = "for Noor in Salmiya";
      const { known } = await makeOrder(stage, { orderRef: text });
      await stage.gateway.pay(known.orderNumber);
      const kept = JSON.stringify(open(stage, known, lastBody(stage)));
      for (const [name, value] of Object.entries({ ...customer, text })) {
        assert.ok(!kept.includes(value), name);
      }
    });
  });

  describe("a genuine notification of other money", () => {
    const { amount } = subject.money;
    for (const [what, money] of [
      ["a smaller amount", { amount: amount.replace(/\d/g, "1") }],
      ["a larger amount", { amount: amount.replace(/\d/g, "9") }],
      ["another currency", { currency: subject.otherCurrency }],
    ] as const) {
      it(`states ${what} as it is, and never settles the order's own`, async (t) => {
        const stage = await openStage(t, subject);
        const { known } = await makeOrder(stage);
        await stage.gateway.pay(known.orderNumber, money);
        assertOtherMoney(stage, known, money);
      });
    }
  });
}

function assertOtherMoney(
  stage: Stage,
  known: Parameters<typeof open>[1],
  money: { readonly amount?: string; readonly currency?: string },
): void {
  const { amount, currency, decides } = open(stage, known, lastBody(stage));
  // A gateway may leave the currency out; asking it then says which one it was.
  if (money.amount !== undefined) assert.equal(amount, money.amount);
  if (money.currency !== undefined) assert.ok([null, money.currency].includes(currency));
  if (decides !== null) assert.notEqual(fits(stage, known, decides.report), "fits");
}
