/** Forgetting people, remembering money. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ledger, Session } from "../../../server/ledger/ledger.ts";
import { toSessionRecord } from "../../../server/rules/records.ts";
import { newEvent, newHistory, newNotification, newPayment, newSession } from "../ledger-rows.ts";
import { openLedger, type LedgerEngine } from "./engine.ts";

const person = { id: "c-1", email: "salma@shop.example", firstName: "Salma" };

function personal(of: Partial<Session> = {}): Session {
  return newSession({
    customer: person,
    description: "Cake for Salma",
    metadata: { greeting: "Dear Salma" },
    returnUrl: "https://shop.example/?for=salma",
    failureUrl: "https://shop.example/?again=salma",
    status: "paid",
    endedAt: 1_000,
    ...of,
  });
}

/** The session with a payment that the shop decided about, a notification and an event. */
async function writeWhole(ledger: Ledger, session: Session): Promise<void> {
  const payment = newPayment(session, { status: "paid", transactionRef: "tx-1" });
  const said = { fact: "resolved", data: { as: "paid", note: "Salma paid the rest" } } as const;
  const history = [newHistory(payment), { ...newHistory(payment, said), via: "shop" as const }];
  const { orderRef } = session;
  const purchase = { orderRef, sessions: [session], payments: [payment], history };
  const record = toSessionRecord(session, purchase, (id) => `https://pay.shop.example/pay/${id}`);
  await ledger.decide({ orderRef }, () => ({
    result: undefined,
    sessions: [session],
    payments: [payment],
    history,
    events: [
      newEvent(session, {
        paymentId: payment.id,
        payload: { session: record, payment: payment.id },
      }),
    ],
    notification: newNotification(payment, { facts: { name: "Salma" } }),
  }));
}

async function everything(ledger: Ledger, orderRef: string): Promise<string> {
  const purchase = await ledger.readPurchase({ orderRef });
  const events = await ledger.eventsAfter(0, 100);
  return JSON.stringify([
    purchase,
    events.filter(({ data }) => data.session.orderRef === orderRef),
  ]);
}

export function describeErasure(engine: LedgerEngine): void {
  describe("erasure", () => {
    it("takes the person out of what ended long ago, and leaves the money", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = personal();
      await writeWhole(ledger, session);
      assert.equal(await ledger.erasePersonal({ endedBefore: 1_001 }, 9_000), 1);
      assert.doesNotMatch(await everything(ledger, session.orderRef), /salma/i);
      const purchase = await ledger.readPurchase({ orderRef: session.orderRef });
      assert.deepEqual(purchase?.sessions, [
        {
          ...session,
          customer: null,
          description: null,
          metadata: {},
          returnUrl: null,
          failureUrl: null,
          erasedAt: 9_000,
        },
      ]);
      assert.equal(purchase?.payments[0]?.transactionRef, "tx-1");
      const resolved = { fact: "resolved", data: { as: "paid", note: "" } };
      assert.deepEqual(
        purchase?.history.map(({ fact, data }) => ({ fact, data })),
        [{ fact: "paid", data: {} }, resolved],
      );
      const [event] = await ledger.eventsAfter(0, 1);
      assert.equal(event?.data.session.amount, session.amount);
      assert.equal(event?.data.session.customer, null);
      assert.deepEqual(event.data.session.payments[0]?.history.at(-1)?.data, resolved.data);
    });

    it("touches nothing that ended later or has not ended, and nothing twice", async (t) => {
      const ledger = await openLedger(t, engine);
      const later = personal({ endedAt: 2_000 });
      const open = personal({ endedAt: null, status: "open" });
      for (const session of [personal(), later, open]) await writeWhole(ledger, session);
      assert.equal(await ledger.erasePersonal({ endedBefore: 2_000 }, 9_000), 1);
      assert.equal(await ledger.erasePersonal({ endedBefore: 2_000 }, 9_001), 0);
      assert.deepEqual(await ledger.findSession(later.id), later);
      assert.deepEqual(await ledger.findSession(open.id), open);
    });

    it("forgets one customer at once, everywhere, and lets who is paying come back", async (t) => {
      const ledger = await openLedger(t, engine);
      const orderRef = "W-1";
      const ended = personal({ orderRef });
      const open = personal({ orderRef, endedAt: null, status: "open" });
      const another = personal({ customer: { ...person, id: "c-2" } });
      for (const session of [ended, open, another]) await writeWhole(ledger, session);
      assert.equal(await ledger.erasePersonal({ customerId: "c-1" }, 9_000), 2);
      const kept = await ledger.findSession(open.id);
      assert.equal(kept?.customer, null);
      assert.equal(kept?.returnUrl, open.returnUrl);
      assert.equal((await ledger.findSession(ended.id))?.returnUrl, null);
      assert.deepEqual(await ledger.findSession(another.id), another);
      assert.equal(await ledger.erasePersonal({ customerId: "c-1" }, 9_001), 0);
    });
  });
}
