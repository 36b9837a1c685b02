/** What the shop was answered under a key of its own is found again under it, and nothing else is. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newSession } from "../ledger-rows.ts";
import { hasCode, openLedger, type LedgerEngine } from "./engine.ts";

export function describeIdempotency(engine: LedgerEngine): void {
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
        ["of a wrong clock", 9_000_000],
      ] as const) {
        await ledger.decide({ orderRef: session.orderRef }, (purchase) => ({
          result: undefined,
          sessions: purchase.sessions.length === 0 ? [session] : [],
          idempotency: { key, bodyHash: "", sessionId: session.id, createdAt },
        }));
      }
      await ledger.dropIdempotencyBefore(2_000, 3_000);
      assert.equal(await ledger.findIdempotency("old"), undefined);
      assert.equal((await ledger.findIdempotency("new"))?.createdAt, 2_000);
      assert.equal((await ledger.findIdempotency("of a wrong clock"))?.createdAt, 3_000);
    });
  });
}
