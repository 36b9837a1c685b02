/** What a clock that is three hours ahead wrote, read by one that is right: it holds nothing up. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ledger, StoredEvent } from "../../../server/ledger/ledger.ts";
import { newEvent, newPayment, newSession, ottu } from "../ledger-rows.ts";
import { openLedger, write, type LedgerEngine } from "./engine.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const now = 1_767_000_000_000;
const ahead = now + 3 * hour;
const askClaim = { now, leaseMs: 6 * second, limit: 10 };

/** One event for each time, on a session of its own. */
async function announce(ledger: Ledger, ...times: number[]): Promise<void> {
  const session = newSession();
  await write(ledger, session);
  for (const at of times) {
    await ledger.decide({ sessionId: session.id }, () => ({
      result: undefined,
      events: [newEvent(session, { at })],
    }));
  }
}

function claimEvents(ledger: Ledger, at = now, limit = 10): Promise<readonly StoredEvent[]> {
  return ledger.claimDueEvents({ now: at, leaseMs: 5 * second, holdMs: minute, limit });
}

const sequences = (events: readonly StoredEvent[]) => events.map(({ event }) => event.sequence);

export function describeWrongClock(engine: LedgerEngine): void {
  describe("what a wrong clock wrote", () => {
    it("is due where it was planned, and not where a right clock planned it for later", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      const planned = newPayment(session, { nextAskAt: ahead + minute, plannedAt: ahead });
      const later = newPayment(session, { nextAskAt: now + 12 * hour, plannedAt: now - second });
      const nearly = newPayment(session, {
        nextAskAt: now + 2 * second,
        plannedAt: now + 2 * second,
      });
      const before = newPayment(session, { nextAskAt: ahead, plannedAt: null });
      await write(ledger, session, [planned, later, nearly, before]);
      assert.equal(await ledger.nextDueAt(now), now);
      const claimed = await ledger.claimDuePayments(ottu, askClaim);
      assert.deepEqual(
        claimed.map(({ id }) => id),
        [planned.id],
      );
    });

    it("is free where it was leased, for a payment and for an event", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession();
      await write(ledger, session, [
        newPayment(session, { nextAskAt: now, plannedAt: now, askLeaseUntil: ahead }),
      ]);
      assert.equal((await ledger.claimDuePayments(ottu, askClaim)).length, 1);
      assert.equal((await ledger.claimDuePayments(ottu, askClaim)).length, 0);
      await announce(ledger, now, now);
      assert.deepEqual(sequences(await claimEvents(ledger, ahead, 1)), [1]);
      assert.deepEqual(sequences(await claimEvents(ledger)), [1, 2]);
      assert.deepEqual(sequences(await claimEvents(ledger)), []);
    });

    it("holds no later event back, first attempt or not", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, ahead, ahead, now);
      await claimEvents(ledger, ahead, 1);
      const failed = { at: ahead, error: "the shop answered 400", nextAttemptAt: ahead + 5_000 };
      await ledger.markEventFailed(1, failed);
      assert.equal(await ledger.nextDueAt(now), now);
      assert.deepEqual(sequences(await claimEvents(ledger, now, 2)), [1, 2]);
      await ledger.markEventFailed(1, { ...failed, at: now, nextAttemptAt: now + 30 * second });
      await ledger.markEventDelivered(2, now);
      assert.deepEqual(sequences(await claimEvents(ledger)), [3]);
      assert.deepEqual(sequences(await claimEvents(ledger)), []);
      assert.deepEqual(sequences(await claimEvents(ledger, now + 30 * second)), [1, 3]);
    });

    it("keeps the order of events while one is in somebody's hands", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, ahead, now);
      assert.deepEqual(sequences(await claimEvents(ledger, now, 1)), [1]);
      assert.deepEqual(sequences(await claimEvents(ledger, now, 1)), []);
    });

    it("is due where an event was replayed, and not where one waits for its next attempt", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, now, now);
      await claimEvents(ledger);
      const failed = { at: now, error: "gone", nextAttemptAt: now + 24 * hour };
      for (const sequence of [1, 2]) await ledger.markEventFailed(sequence, failed);
      assert.equal(await ledger.replayEvents(ahead, 2), 1);
      assert.deepEqual(sequences(await claimEvents(ledger, now + 2 * minute)), [2]);
    });

    it("is looked at where it is a session past its end, and not one that has yet to end", async (t) => {
      const ledger = await openLedger(t, engine);
      const over = newSession({ expiresAt: now - hour, nextCheckAt: ahead + 30 * second });
      const running = newSession({ expiresAt: now + 24 * hour, nextCheckAt: now + 24 * hour });
      for (const session of [over, running]) await write(ledger, session);
      assert.deepEqual(await ledger.listDueSessions(now, 10), [over.id]);
      assert.equal(await ledger.nextDueAt(now), now);
    });

    it("uses up no budget of the present", async (t) => {
      const ledger = await openLedger(t, engine);
      const take = (at: number, windowMs: number) =>
        ledger.takeFromBudget({ name: `of ${windowMs}`, now: at, windowMs, limit: 1 });
      for (const windowMs of [minute, hour]) {
        assert.equal(await take(ahead, windowMs), true);
        assert.equal(await take(now, windowMs), true);
        assert.equal(await take(now, windowMs), false);
      }
    });
  });
}
