/** What waits, as an operator counts it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newEvent, newPayment, newSession } from "../ledger-rows.ts";
import { openLedger, openLedgers, write, type LedgerEngine } from "./engine.ts";

export function describeBacklog(engine: LedgerEngine): void {
  describe("the backlog", () => {
    it("is empty where nothing waits", async (t) => {
      const ledger = await openLedger(t, engine);
      const events = { waiting: 0, oldestAt: null, givenUp: 0 };
      assert.deepEqual(await ledger.readBacklog(1_000), { payments: [], due: [], events });
    });

    it("counts what has not ended, tells what is due since when, for every instance", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const [ledger] = ledgers;
      assert.ok(ledger !== undefined);
      const session = newSession();
      const payments = [
        newPayment(session, { status: "created", nextAskAt: 700 }),
        newPayment(session, { status: "pending", nextAskAt: 400 }),
        newPayment(session, { status: "pending", nextAskAt: 1_001 }),
        newPayment(session, { status: "pending", account: "canada", provider: "ottpay" }),
        newPayment(session, { status: "review" }),
        newPayment(session, { status: "paid", nextAskAt: 900, account: "other" }),
        newPayment(session, { status: "expired" }),
      ];
      const events = [700, 500, 600, 400].map((at) => newEvent(session, { at }));
      await write(ledger, session, payments);
      await ledger.decide({ orderRef: session.orderRef }, () => ({ result: undefined, events }));
      await ledger.markEventDelivered(4, 800);
      await ledger.markEventFailed(1, { at: 800, error: "no", nextAttemptAt: null });
      await ledger.markEventFailed(3, { at: 800, error: "no", nextAttemptAt: 5_000 });
      for (const each of ledgers) {
        const backlog = await each.readBacklog(1_000);
        const rows = backlog.payments.map(({ provider, account, status, count }) =>
          [provider, account, status, count].join(" "),
        );
        assert.deepEqual(rows.sort(), [
          "ottpay canada pending 1",
          "ottu default created 1",
          "ottu default pending 2",
          "ottu default review 1",
        ]);
        const due = backlog.due.map(({ account, since }) => [account, since]);
        assert.deepEqual(due.sort(), [
          ["default", 400],
          ["other", 900],
        ]);
        assert.deepEqual(backlog.events, { waiting: 2, oldestAt: 500, givenUp: 1 });
      }
    });
  });
}
