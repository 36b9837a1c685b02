/** The outbox: in order while deliveries succeed, never held up for long, never lost. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Ledger, StoredEvent } from "../../../server/ledger/ledger.ts";
import { newEvent, newSession } from "../ledger-rows.ts";
import { openLedger, openLedgers, write, type LedgerEngine } from "./engine.ts";

/** Writes one event for each of the times given, in this order. */
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

/** For 50 ms; by default nothing is held back for longer than a second. */
function claim(
  ledger: Ledger,
  now: number,
  limit = 1,
  holdMs = 1_000,
): Promise<readonly StoredEvent[]> {
  return ledger.claimDueEvents({ now, leaseMs: 50, holdMs, limit });
}

const sequences = (events: readonly StoredEvent[]) => events.map(({ event }) => event.sequence);

export function describeEvents(engine: LedgerEngine): void {
  describe("events", () => {
    it("are told with their sequence, whole, from where one asks", async (t) => {
      const ledger = await openLedger(t, engine);
      const session = newSession({ customer: { id: "c-1" }, metadata: { cart: "7" } });
      const made = [
        newEvent(session, { type: "checkout.paid", paymentId: "pay_1" }),
        newEvent(session, { type: "payment.failed" }),
      ] as const;
      await ledger.decide({ orderRef: session.orderRef }, () => ({
        result: undefined,
        sessions: [session],
        events: made,
      }));
      const [first, second] = made.map(({ id, type, at, payload }, index) => ({
        id,
        type,
        sequence: index + 1,
        timestamp: new Date(at).toISOString(),
        data: payload,
      }));
      assert.deepEqual(await ledger.eventsAfter(0, 10), [first, second]);
      assert.deepEqual(await ledger.eventsAfter(0, 1), [first]);
      assert.deepEqual(await ledger.eventsAfter(1, 10), [second]);
      assert.deepEqual(await ledger.eventsAfter(2, 10), []);
      const [claimed] = await claim(ledger, session.createdAt);
      assert.deepEqual(claimed, {
        event: first,
        attempts: 0,
        nextAttemptAt: session.createdAt,
        deliveredAt: null,
        failedAt: null,
        lastError: null,
      });
    });

    it("are claimed in their sequence, when due, as many as wanted", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100, 100, 100, 200);
      assert.deepEqual(await claim(ledger, 99, 10, 60), []);
      assert.deepEqual(sequences(await claim(ledger, 100, 2, 60)), [1, 2]);
    });

    it("wait while an earlier one is in somebody's hands", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100, 100);
      assert.deepEqual(sequences(await claim(ledger, 100)), [1]);
      assert.deepEqual(await claim(ledger, 110), []);
      await ledger.markEventDelivered(1, 120);
      assert.deepEqual(sequences(await claim(ledger, 120)), [2]);
    });

    it("are claimed again when who had them is gone", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100);
      await claim(ledger, 100);
      assert.deepEqual(sequences(await claim(ledger, 149)), []);
      assert.deepEqual(sequences(await claim(ledger, 150)), [1]);
    });

    it("stay in the hands of who renews the lease, and of nobody who lost it", async (t) => {
      const [one, two] = (await openLedgers(t, engine, 2)) as [Ledger, Ledger];
      await announce(one, 100);
      await claim(one, 100);
      assert.equal(await one.moveEventLease(1, 150, 190), true);
      assert.deepEqual(sequences(await claim(two, 189)), []);
      assert.deepEqual(sequences(await claim(two, 190)), [1]);
      assert.equal(await one.moveEventLease(1, 190, 300), false);
      assert.equal(await one.moveEventLease(1, 190, null), false);
      assert.deepEqual(sequences(await claim(one, 239)), []);
      await two.markEventDelivered(1, 239);
      assert.equal(await two.moveEventLease(1, 240, 300), false);
    });

    it("are claimed at once when they are given back, as if they had never been claimed", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100);
      await claim(ledger, 100);
      assert.equal(await ledger.moveEventLease(1, 150, null), true);
      const [again] = await claim(ledger, 101);
      assert.deepEqual([again?.event.sequence, again?.attempts, again?.failedAt], [1, 0, null]);
    });

    it("wait for one that failed, but no longer than it is young", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100, 100);
      await claim(ledger, 100);
      await ledger.markEventFailed(1, {
        at: 110,
        error: "the shop answered 500",
        nextAttemptAt: 5_000,
      });
      assert.deepEqual(sequences(await claim(ledger, 1_099, 10)), []);
      assert.deepEqual(sequences(await claim(ledger, 1_100, 10)), [2]);
      const [again] = await claim(ledger, 5_000, 10);
      assert.equal(again?.event.sequence, 1);
      assert.equal(again?.attempts, 1);
      assert.equal(again?.lastError, "the shop answered 500");
    });

    it("do not wait for one that was given up", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100, 100);
      await claim(ledger, 100);
      await ledger.markEventFailed(1, { at: 110, error: "gone", nextAttemptAt: null });
      assert.deepEqual(sequences(await claim(ledger, 120, 10)), [2]);
      await ledger.markEventDelivered(2, 130);
      assert.deepEqual(await claim(ledger, 9_999, 10), []);
    });

    it("stay delivered when a slower instance says that it failed", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100);
      await claim(ledger, 100);
      await ledger.markEventDelivered(1, 200);
      await ledger.markEventFailed(1, { at: 210, error: "timeout", nextAttemptAt: 300 });
      assert.deepEqual(await claim(ledger, 1_000), []);
      assert.deepEqual(await ledger.listFailedEvents(10), []);
    });

    it("are listed while they fail, and due again when replayed", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100, 100, 100);
      await claim(ledger, 100, 10);
      await ledger.markEventFailed(1, { at: 110, error: "gone", nextAttemptAt: null });
      await ledger.markEventDelivered(2, 110);
      await ledger.markEventFailed(3, { at: 110, error: "busy", nextAttemptAt: 9_000 });
      const failed = await ledger.listFailedEvents(10);
      assert.deepEqual(sequences(failed), [1, 3]);
      assert.deepEqual(
        failed.map(({ nextAttemptAt }) => nextAttemptAt),
        [null, 9_000],
      );
      assert.deepEqual(
        failed.map(({ failedAt }) => failedAt),
        [110, 110],
      );
      assert.deepEqual(sequences(await ledger.listFailedEvents(1)), [1]);
      assert.equal(await ledger.replayEvents(2_000), 2);
      assert.deepEqual(await ledger.listFailedEvents(10), []);
      const again = await claim(ledger, 2_000, 10);
      assert.deepEqual(sequences(again), [1, 3]);
      assert.deepEqual(
        again.map(({ attempts }) => attempts),
        [0, 0],
      );
    });

    it("are replayed by name, delivered or not", async (t) => {
      const ledger = await openLedger(t, engine);
      await announce(ledger, 100, 100);
      await claim(ledger, 100, 10);
      await ledger.markEventDelivered(1, 110);
      await ledger.markEventDelivered(2, 110);
      assert.equal(await ledger.replayEvents(2_000, 3), 0);
      assert.equal(await ledger.replayEvents(2_000), 0);
      assert.equal(await ledger.replayEvents(2_000, 2), 1);
      assert.deepEqual(sequences(await claim(ledger, 2_000, 10)), [2]);
    });

    it("go to one of two instances each, in their sequence", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const [first] = ledgers as [Ledger];
      await announce(first, ...Array.from({ length: 20 }, () => 100));
      const delivered: number[] = [];
      const deliver = async (ledger: Ledger) => {
        while (delivered.length < 20) {
          for (const { event } of await claim(ledger, 100)) {
            delivered.push(event.sequence);
            await ledger.markEventDelivered(event.sequence, 100);
          }
        }
      };
      await Promise.all([...ledgers, ...ledgers].map(deliver));
      assert.deepEqual(
        delivered,
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    });
  });
}
