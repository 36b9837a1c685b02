/** What is due, and who gets it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AccountGateway, Ledger, Payment } from "../../../server/ledger/ledger.ts";
import { newEvent, newPayment, newSession, ottu } from "../ledger-rows.ts";
import { openLedger, openLedgers, write, type LedgerEngine } from "./engine.ts";

/** Ottu's, by default, for 500 ms. */
function claim(
  ledger: Ledger,
  now: number,
  limit = 5,
  of: AccountGateway = ottu,
): Promise<readonly Payment[]> {
  return ledger.claimDuePayments(of, { now, leaseMs: 500, limit });
}

const idsOf = (payments: readonly Payment[]) => payments.map((payment) => payment.id);

export function describeDueWork(engine: LedgerEngine): void {
  describe("due payments", () => {
    it("are claimed by provider and account, the longest due first, as many as wanted", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const at = (nextAskAt: number | null, of: Partial<Payment> = {}) =>
        newPayment(session, { nextAskAt, ...of });
      const rows = [at(300), at(100), at(200), at(1_001), at(null)];
      const others = [at(50, { provider: "ottpay" }), at(60, { account: "canada" })];
      const [third, first, second] = rows as [Payment, Payment, Payment];
      await write(ledger, session, [...rows, ...others]);
      const claimed = await claim(ledger, 1_000, 2);
      assert.deepEqual(claimed, [
        { ...first, askLeaseUntil: 1_500 },
        { ...second, askLeaseUntil: 1_500 },
      ]);
      assert.deepEqual(idsOf(await claim(ledger, 1_000)), [third.id]);
      assert.deepEqual(await claim(ledger, 1_000), []);
      const canada = { ...ottu, account: "canada" };
      const [, inCanada] = others;
      assert.deepEqual(idsOf(await claim(ledger, 1_000, 5, canada)), [inCanada?.id]);
    });

    it("belong to who claimed them until the lease is over", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session, { nextAskAt: 100 });
      await write(ledger, session, [payment]);
      assert.equal((await claim(ledger, 100)).length, 1);
      assert.equal((await claim(ledger, 599)).length, 0);
      assert.equal((await claim(ledger, 600)).length, 1);
    });

    it("keep their lease through a decision, unless it ends the lease", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session, { nextAskAt: 100 });
      await write(ledger, session, [payment]);
      await claim(ledger, 100);
      const change = (of: Partial<Payment>) =>
        ledger.decide({ paymentId: payment.id }, ({ payments: [row = payment] }) => ({
          result: undefined,
          payments: [{ ...row, ...of }],
        }));
      await change({ status: "pending" });
      assert.equal((await claim(ledger, 101)).length, 0);
      await change({ askLeaseUntil: null });
      assert.equal((await claim(ledger, 101)).length, 1);
    });

    it("go to one of two instances each", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const session = newSession();
      const rows = Array.from({ length: 100 }, (_, index) =>
        newPayment(session, { nextAskAt: index }),
      );
      await write(ledgers[0] as Ledger, session, rows);
      const claimed: string[] = [];
      const work = async (ledger: Ledger) => {
        for (let count = 1; count > 0;) {
          const some = await ledger.claimDuePayments(ottu, {
            now: 1_000,
            leaseMs: 60_000,
            limit: 7,
          });
          claimed.push(...idsOf(some));
          count = some.length;
        }
      };
      await Promise.all([...ledgers, ...ledgers].map(work));
      assert.equal(claimed.length, 100);
      assert.deepEqual(new Set(claimed), new Set(idsOf(rows)));
    });
  });

  describe("other due work", () => {
    it("is sessions whose check has come, the longest due first", async (t) => {
      const ledger = await openLedger(t, engine);
      const [late, soon, later] = [300, 100, 301].map((nextCheckAt) => newSession({ nextCheckAt }));
      for (const session of [late, soon, later, newSession()]) {
        await write(ledger, session ?? newSession());
      }
      assert.deepEqual(await ledger.listDueSessions(300, 10), [soon?.id, late?.id]);
      assert.deepEqual(await ledger.listDueSessions(300, 1), [soon?.id]);
      assert.deepEqual(await ledger.listDueSessions(300, 1), [soon?.id]);
    });

    it("is foretold by the soonest time at which anything is due", async (t) => {
      const ledger = await openLedger(t, engine);
      assert.equal(await ledger.nextDueAt(3_000), null);
      const session = newSession({ nextCheckAt: 5_000 });
      await write(ledger, session);
      assert.equal(await ledger.nextDueAt(3_000), 5_000);
      await ledger.decide({ sessionId: session.id }, () => ({
        result: undefined,
        events: [newEvent(session, { at: 4_000 })],
      }));
      assert.equal(await ledger.nextDueAt(3_000), 4_000);
      await write(ledger, session, [newPayment(session, { nextAskAt: 3_000 })]);
      assert.equal(await ledger.nextDueAt(3_000), 3_000);
      await ledger.claimDuePayments(ottu, { now: 3_000, leaseMs: 10_000, limit: 1 });
      assert.equal(await ledger.nextDueAt(3_000), 4_000);
      await ledger.claimDueEvents({ now: 4_000, leaseMs: 500, holdMs: 0, limit: 1 });
      assert.equal(await ledger.nextDueAt(4_000), 4_500);
      await ledger.markEventDelivered(1, 4_100);
      assert.equal(await ledger.nextDueAt(3_000), 5_000);
    });

    it("counts open payments by provider and account", async (t) => {
      const ledger = await openLedger(t, engine);
      assert.deepEqual(await ledger.countOpenPayments(), []);
      const session = newSession();
      await write(ledger, session, [
        newPayment(session, { status: "created" }),
        newPayment(session, { status: "pending" }),
        newPayment(session, { status: "paid" }),
        newPayment(session, { status: "pending", account: "gone" }),
        newPayment(session, { status: "pending", provider: "ottpay" }),
      ]);
      assert.deepEqual(await ledger.countOpenPayments(), [
        { provider: "ottpay", account: "default", count: 1 },
        { provider: "ottu", account: "default", count: 2 },
        { provider: "ottu", account: "gone", count: 1 },
      ]);
    });
  });
}
