/** `decide`: read, judged and written as one. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PaymentFact } from "../../../contract/facts.ts";
import type { Purchase, Payment, Session } from "../../../server/ledger/ledger.ts";
import { newEvent, newHistory, newNotification, newPayment, newSession } from "../ledger-rows.ts";
import { hasCode, openLedger, write, type LedgerEngine } from "./engine.ts";

/** Rows in which no column holds what a new row holds. */
function fullSession(): Session {
  return newSession({
    status: "canceled",
    description: "Two cups, “blue”",
    locale: "ar-KW",
    returnUrl: "https://shop.example/done",
    failureUrl: "https://shop.example/again",
    customer: { id: "c-1", email: "a@shop.example", address: { city: "Kuwait" } },
    filter: { currency: "KWD", pgNames: ["kpay", "mpgs"], tokenizable: false },
    providers: ["ottu"],
    metadata: { cart: "17", "": "empty key" },
    allowRepeat: true,
    canceledAt: 1_767_000_000_001,
    canceledBy: "superseded",
    nextCheckAt: 1_767_000_000_002,
    endedAt: 1_767_000_000_003,
    erasedAt: 1_767_000_000_004,
  });
}

function fullPayment(session: Session): Payment {
  return newPayment(session, {
    kind: "charge",
    status: "paid",
    reason: "refunded",
    chargedAmount: "99999999999999.999",
    chargedCurrency: "SAR",
    fee: "0.150",
    discrepancy: "over",
    providerRef: "ref-1",
    transactionRef: "tx-1",
    link: "https://pay.example/1",
    charges: {
      "knet-main": {
        amount: "12.900",
        currency: "KWD",
        fee: "0.150",
        feeDescription: "Gebühr",
        url: null,
      },
    },
    codes: ["knet-main", "tap"],
    test: true,
    orphan: true,
    leaseToken: "lease",
    leaseUntil: 1_767_000_000_005,
    expiresAt: 1_767_000_000_006,
    handedOutAt: 1_767_000_000_007,
    attemptDeclined: true,
    statedFee: "0.100",
    statedTip: "0.050",
    endedAt: 1_767_000_000_008,
    askedAfterEndAt: 1_767_000_000_009,
    lastAskedAt: 1_767_000_000_010,
    closeWanted: true,
    nextAskAt: 1_767_000_000_011,
    askPlan: { plan: "watch", step: 3 },
    askLeaseUntil: 1_767_000_000_012,
  });
}

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

  describe("an idempotency key", () => {
    const row = { key: "key-1", bodyHash: "body-1", createdAt: 1_767_000_000_000 };

    it("is found with what was decided under it", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const idempotency = { ...row, sessionId: session.id };
      await ledger.decide({ orderRef: session.orderRef }, () => ({
        result: undefined,
        sessions: [session],
        idempotency,
      }));
      assert.deepEqual(await ledger.findIdempotency("key-1"), idempotency);
      assert.equal(await ledger.findIdempotency("key-2"), undefined);
      const again = await ledger.decide({ sessionId: session.id }, () => ({
        result: "said again",
        idempotency: { ...idempotency, createdAt: row.createdAt + 1 },
      }));
      assert.equal(again, "said again");
      assert.deepEqual(await ledger.findIdempotency("key-1"), idempotency);
    });

    for (const { of, bodyHash, code } of [
      { of: "another body", bodyHash: "body-2", code: "idempotency_key_reused" },
      { of: "the same body and another session", bodyHash: "body-1", code: "overloaded" },
    ] as const) {
      it(`undoes a decision under the key for ${of} (${code})`, async (t) => {
        const ledger = await openLedger(t, engine);
        const [session, other] = [newSession(), newSession()];
        await ledger.decide({ orderRef: session.orderRef }, () => ({
          result: undefined,
          sessions: [session],
          idempotency: { ...row, sessionId: session.id },
        }));
        await assert.rejects(
          ledger.decide({ orderRef: other.orderRef }, () => ({
            result: undefined,
            sessions: [other],
            idempotency: { ...row, bodyHash, sessionId: other.id },
          })),
          hasCode(code),
        );
        assert.equal(await ledger.findSession(other.id), undefined);
        assert.equal((await ledger.findIdempotency("key-1"))?.sessionId, session.id);
      });
    }

    it("is forgotten when it is old", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      for (const [key, createdAt] of [
        ["old", 1_000],
        ["new", 2_000],
      ] as const) {
        await ledger.decide({ orderRef: session.orderRef }, (purchase) => ({
          result: undefined,
          sessions: purchase.sessions.length === 0 ? [session] : [],
          idempotency: { key, bodyHash: "", sessionId: session.id, createdAt },
        }));
      }
      await ledger.dropIdempotencyBefore(2_000);
      assert.equal(await ledger.findIdempotency("old"), undefined);
      assert.equal((await ledger.findIdempotency("new"))?.createdAt, 2_000);
    });
  });
}
