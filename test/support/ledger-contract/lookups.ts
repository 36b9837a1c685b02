/** Finding what is there, without a lock. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newPayment, newSession } from "../ledger-rows.ts";
import { openLedger, write, type LedgerEngine } from "./engine.ts";

export function describeLookups(engine: LedgerEngine): void {
  describe("lookups", () => {
    it("find a session by id, a payment by either of its tokens", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session);
      await write(ledger, session, [payment, newPayment(session)]);
      assert.deepEqual(await ledger.findSession(session.id), session);
      assert.deepEqual(await ledger.findPaymentByNotifyToken(payment.notifyToken), payment);
      assert.deepEqual(await ledger.findPaymentByReturnToken(payment.returnToken), payment);
    });

    it("find nothing where nothing is, or by the other token", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const payment = newPayment(session);
      await write(ledger, session, [payment]);
      assert.equal(await ledger.findSession(payment.id), undefined);
      assert.equal(await ledger.findPaymentByNotifyToken(payment.returnToken), undefined);
      assert.equal(await ledger.findPaymentByReturnToken(payment.notifyToken), undefined);
      assert.equal(await ledger.readPurchase({ sessionId: "cs_none" }), undefined);
      assert.equal(await ledger.readPurchase({ paymentId: "pay_none" }), undefined);
    });

    it("list sessions newest first, by any mixture of order, status and age", async (t) => {
      const ledger = await openLedger(t, engine);
      const made = [
        newSession({ orderRef: "A", createdAt: 1_000, status: "expired" }),
        newSession({ orderRef: "A", createdAt: 2_000, status: "paid" }),
        newSession({ orderRef: "A", createdAt: 2_000, status: "open" }),
        newSession({ orderRef: "B", createdAt: 3_000, status: "paid" }),
      ] as const;
      for (const session of made) await write(ledger, session);
      const [oldest, paid, open, newest] = made;
      for (const [query, expected] of [
        [{ limit: 10 }, [newest, open, paid, oldest]],
        [{ limit: 2 }, [newest, open]],
        [{ orderRef: "A", limit: 10 }, [open, paid, oldest]],
        [{ status: "paid", limit: 10 }, [newest, paid]],
        [{ from: 2_000, limit: 10 }, [newest, open, paid]],
        [{ to: 2_000, limit: 10 }, [oldest]],
        [{ from: 2_000, to: 3_000, limit: 10 }, [open, paid]],
        [{ after: newest.id, limit: 1 }, [open]],
        [{ after: open.id, limit: 10 }, [paid, oldest]],
        [{ after: paid.id, status: "expired", limit: 10 }, [oldest]],
        [{ after: oldest.id, limit: 10 }, []],
        [{ after: "cs_none", limit: 10 }, []],
        [{ orderRef: "A", status: "paid", from: 2_001, limit: 10 }, []],
      ] as const) {
        assert.deepEqual(await ledger.listSessions(query), expected, JSON.stringify(query));
      }
    });

    it("answer a ping", async (t) => {
      const ledger = await openLedger(t, engine);
      assert.equal(await ledger.ping(), undefined);
    });
  });
}
