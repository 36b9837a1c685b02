/** Several callers and several instances at once. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ShopEvent } from "../../../contract/contract.ts";
import { CheckoutError } from "../../../server/platform/errors.ts";
import type { Ledger } from "../../../server/ledger/ledger.ts";
import { newEvent, newPayment, newSession } from "../ledger-rows.ts";
import { openLedgers, write, type LedgerEngine } from "./engine.ts";

export function describeConcurrency(engine: LedgerEngine): void {
  describe("two instances", () => {
    it("judge one order one after the other", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const session = newSession();
      const payment = newPayment(session);
      await write(ledgers[0] as Ledger, session, [payment]);
      const count = (ledger: Ledger) =>
        ledger.decide({ paymentId: payment.id }, ({ payments: [row = payment] }) => ({
          result: row.askPlan.step,
          payments: [{ ...row, askPlan: { ...row.askPlan, step: row.askPlan.step + 1 } }],
        }));
      const seen = await Promise.all(
        Array.from({ length: 60 }, (_, index) => count(ledgers[index % 2] as Ledger)),
      );
      const everyStep = Array.from({ length: 60 }, (_, index) => index);
      assert.deepEqual(
        seen.toSorted((a = 0, b = 0) => a - b),
        everyStep,
      );
    });

    it("make one session of an order that neither knew", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const create = (ledger: Ledger) =>
        ledger.decide({ orderRef: "W-new" }, ({ sessions: [known] }) => {
          if (known !== undefined) return { result: known.id };
          const session = newSession({ orderRef: "W-new" });
          return { result: session.id, sessions: [session] };
        });
      const ids = await Promise.all(
        Array.from({ length: 20 }, (_, index) => create(ledgers[index % 2] as Ledger)),
      );
      assert.equal(new Set(ids).size, 1);
    });

    it("let one of two requests under one idempotency key win", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const create = async (ledger: Ledger, bodyHash: string) => {
        const session = newSession();
        try {
          await ledger.decide({ orderRef: session.orderRef }, () => ({
            result: undefined,
            sessions: [session],
            idempotency: { key: "key", bodyHash, sessionId: session.id, createdAt: 0 },
          }));
          return session.id;
        } catch (error) {
          assert.ok(error instanceof CheckoutError);
          assert.equal(error.code, "idempotency_key_reused");
          return undefined;
        }
      };
      const ids = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          create(ledgers[index % 2] as Ledger, `body ${index}`),
        ),
      );
      const [winner, ...others] = ids.filter((id) => id !== undefined);
      assert.deepEqual(others, []);
      const [ledger] = ledgers as [Ledger];
      assert.equal((await ledger.findIdempotency("key"))?.sessionId, winner);
      assert.equal((await ledger.listSessions({ limit: 100 })).length, 1);
    });

    it("number events without a gap, and never show a later one before an earlier", async (t) => {
      const ledgers = await openLedgers(t, engine, 2);
      const [reader] = ledgers as [Ledger];
      const told: ShopEvent[] = [];
      let isWriting = true;
      const follow = async () => {
        for (let more = true; more;) {
          more = isWriting;
          told.push(...(await reader.eventsAfter(told.at(-1)?.sequence ?? 0, 1_000)));
        }
      };
      const following = follow();
      const writeSome = (index: number) => {
        const session = newSession();
        const events = Array.from({ length: index % 3 }, () => newEvent(session));
        const decided = (ledgers[index % 2] as Ledger).decide(
          { orderRef: session.orderRef },
          () => {
            if (index % 7 === 0) throw new RangeError("changed its mind");
            return { result: events.length, sessions: [session], events };
          },
        );
        return index % 7 === 0 ? assert.rejects(decided, RangeError).then(() => 0) : decided;
      };
      const counts = await Promise.all(Array.from({ length: 90 }, (_, index) => writeSome(index)));
      isWriting = false;
      await following;
      const total = counts.reduce((sum, count) => sum + count, 0);
      assert.deepEqual(
        told.map((event) => event.sequence),
        Array.from({ length: total }, (_, index) => index + 1),
      );
    });
  });
}
