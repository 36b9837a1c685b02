/** `decide`: read, judged and written as one. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PaymentFact } from "../../../contract/facts.ts";
import type { Purchase, Payment, Session } from "../../../server/ledger/ledger.ts";
import { fullPayment, fullSession } from "./full-rows.ts";
import { newEvent, newHistory, newNotification, newPayment, newSession } from "../ledger-rows.ts";
import { openLedger, write, type LedgerEngine } from "./engine.ts";

const chosen = (code: string): PaymentFact => ({ fact: "method_chosen", data: { code } });

export function describeDecisions(engine: LedgerEngine): void {
  describe("decide", () => {
    it("meets an unknown order as an empty one", async (t) => {
      const ledger = await openLedger(t, engine);
      const seen = await ledger.decide({ orderRef: "W-1" }, (purchase) => ({ result: purchase }));
      assert.deepEqual(seen, { orderRef: "W-1", sessions: [], payments: [], history: [] });
      assert.equal(await ledger.readPurchase({ orderRef: "W-1" }), undefined);
    });

    it("does not ask about an unknown session or payment", async (t) => {
      const ledger = await openLedger(t, engine);
      const refuse = () => assert.fail("asked about nothing");
      assert.equal(await ledger.decide({ sessionId: "cs_x" }, refuse), undefined);
      assert.equal(await ledger.decide({ paymentId: "pay_x" }, refuse), undefined);
    });

    it("gives back every column as it was written", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = fullSession();
      const payment = fullPayment(session);
      const entry = newHistory(payment, {
        fact: "resolved",
        data: { as: "paid", note: '“ok” ✓ " \\' },
      });
      await ledger.decide({ orderRef: session.orderRef }, () => ({
        result: undefined,
        sessions: [session],
        payments: [payment],
        history: [entry],
      }));
      const expected: Purchase = {
        orderRef: session.orderRef,
        sessions: [session],
        payments: [payment],
        history: [entry],
      };
      for (const key of [
        { orderRef: session.orderRef },
        { sessionId: session.id },
        { paymentId: payment.id },
      ]) {
        assert.deepEqual(await ledger.readPurchase(key), expected);
        assert.deepEqual(await ledger.decide(key, (purchase) => ({ result: purchase })), expected);
      }
    });

    it("changes every column of a known row", async (t) => {
      const ledger = await openLedger(t, engine);
      const { id, orderRef } = fullSession();
      const blank = newSession({ id, orderRef });
      const blankPayment = newPayment(blank);
      await write(ledger, blank, [blankPayment]);
      const session = { ...fullSession(), id, orderRef };
      const payment = {
        ...fullPayment(session),
        id: blankPayment.id,
        orderNumber: blankPayment.orderNumber,
      };
      await write(ledger, session, [payment]);
      const purchase = await ledger.readPurchase({ orderRef });
      assert.deepEqual(purchase?.sessions, [session]);
      assert.deepEqual(purchase?.payments, [payment]);
      await write(ledger, blank, [blankPayment]);
      assert.deepEqual((await ledger.readPurchase({ orderRef }))?.payments, [blankPayment]);
    });

    it("keeps rows of one millisecond in the order they were written in", async (t) => {
      const ledger = await openLedger(t, engine);
      const orderRef = "W-7";
      const sessions: Session[] = [];
      const payments: Payment[] = [];
      for (let round = 0; round < 6; round += 1) {
        const session = newSession({ orderRef });
        const made = [newPayment(session), newPayment(session)];
        sessions.push(session);
        payments.push(...made);
        await ledger.decide({ orderRef }, () => ({
          result: undefined,
          sessions: [session],
          payments: made,
          history: made.map((payment, index) => newHistory(payment, chosen(`${round}.${index}`))),
        }));
      }
      const purchase = await ledger.readPurchase({ orderRef });
      assert.deepEqual(
        purchase?.sessions.map((row) => row.id),
        sessions.map((row) => row.id),
      );
      assert.deepEqual(
        purchase?.payments.map((row) => row.id),
        payments.map((row) => row.id),
      );
      assert.deepEqual(
        purchase?.history.map((entry) => entry.data),
        [0, 1, 2, 3, 4, 5].flatMap((round) => [{ code: `${round}.0` }, { code: `${round}.1` }]),
      );
    });

    it("writes nothing when the decision throws, and rejects with the same error", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      await write(ledger, session);
      const refusal = new RangeError("no");
      await assert.rejects(
        ledger.decide({ sessionId: session.id }, () => {
          throw refusal;
        }),
        (error) => error === refusal,
      );
      assert.deepEqual((await ledger.readPurchase({ sessionId: session.id }))?.sessions, [session]);
    });

    it("writes all of a decision or nothing", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session);
      await write(ledger, session, [payment]);
      const taken = newPayment(session, { notifyToken: payment.notifyToken });
      await assert.rejects(
        ledger.decide({ sessionId: session.id }, () => ({
          result: undefined,
          sessions: [{ ...session, status: "pending" }],
          payments: [{ ...payment, status: "pending" }, taken],
          history: [newHistory(payment)],
          events: [newEvent(session)],
        })),
      );
      const purchase = await ledger.readPurchase({ sessionId: session.id });
      assert.deepEqual(purchase?.sessions, [session]);
      assert.deepEqual(purchase?.payments, [payment]);
      assert.deepEqual(purchase?.history, []);
      assert.deepEqual(await ledger.eventsAfter(0, 10), []);
    });

    for (const column of ["notifyToken", "returnToken", "orderNumber"] as const) {
      it(`refuses a ${column} that another payment has, without telling its value`, async (t) => {
        const ledger = await openLedger(t, engine);
        const session = newSession();
        const payment = newPayment(session);
        const other = newSession();
        await write(ledger, session, [payment]);
        await assert.rejects(
          write(ledger, other, [newPayment(other, { [column]: payment[column] })]),
          (error: Error) => !JSON.stringify([error.message, error.cause]).includes(payment[column]),
        );
        assert.equal(await ledger.findSession(other.id), undefined);
      });
    }

    it("takes the same order number of another account or provider", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session, { orderNumber: "1" });
      await write(ledger, session, [
        payment,
        newPayment(session, { orderNumber: "1", account: "second" }),
        newPayment(session, { orderNumber: "1", provider: "ottpay" }),
      ]);
      assert.equal((await ledger.readPurchase({ paymentId: payment.id }))?.payments.length, 3);
    });

    it("refuses to write another order's rows", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      await assert.rejects(
        ledger.decide({ orderRef: "W-other" }, () => ({ result: undefined, sessions: [session] })),
        TypeError,
      );
      assert.equal(await ledger.findSession(session.id), undefined);
    });

    it("keeps a notification once, and still does the rest of the decision", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session);
      await write(ledger, session, [payment]);
      const notification = newNotification(payment, { facts: { result: "success" } });
      for (const code of ["first", "replayed"]) {
        await ledger.decide({ paymentId: payment.id }, () => ({
          result: undefined,
          history: [newHistory(payment, chosen(code))],
          notification,
        }));
      }
      const purchase = await ledger.readPurchase({ paymentId: payment.id });
      assert.deepEqual(
        purchase?.history.map((entry) => entry.data),
        [{ code: "first" }, { code: "replayed" }],
      );
    });
  });
}
