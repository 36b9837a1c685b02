/**
 * Forgetting people. What names or may name a person goes: the customer, the shop's own free texts,
 * the addresses to come back to (unless the shopper still will), the same in events told to the
 * shop, and the fields kept of notifications. What was paid, when and by which method stays.
 */
import type { Kysely, Transaction } from "kysely";
import { transact, type Engine } from "./engine.ts";
import { forgetPerson, readPayload } from "./event-payload.ts";
import type { ErasureSubject, TellProgress } from "./ledger-erasure.ts";
import { lockPurchase } from "./purchase-decisions.ts";
import { flattenHistoryEntry, toHistoryEntry } from "./rows.ts";
import type { Database } from "./schema.ts";

type Trx = Transaction<Database>;

/** Purchase by purchase, under its lock, so that no decision in between writes back what it had read. */
export async function erasePersonal(
  engine: Engine,
  of: ErasureSubject,
  at: number,
  tell?: TellProgress,
): Promise<number> {
  let erased = 0;
  const orders = await listOrders(engine.db, of);
  for (const [done, orderRef] of orders.entries()) {
    tell?.(done, orders.length);
    erased += await transact(engine, async (trx) => {
      await lockPurchase(engine, trx, orderRef);
      const sessions = await selectSessions(trx, of)
        .select("id")
        .where("orderRef", "=", orderRef)
        .execute();
      await eraseSessions(
        trx,
        sessions.map((session) => session.id),
        at,
      );
      return sessions.length;
    });
  }
  return erased;
}

async function listOrders(db: Kysely<Database>, of: ErasureSubject): Promise<readonly string[]> {
  const rows = await selectSessions(db, of).select("orderRef").distinct().execute();
  return rows.map((row) => row.orderRef);
}

function selectSessions(db: Kysely<Database>, of: ErasureSubject) {
  const sessions = db.selectFrom("sessions");
  return "customerId" in of
    ? sessions.where("customerId", "=", of.customerId)
    : sessions.where("endedAt", "<", of.endedBefore).where("erasedAt", "is", null);
}

async function eraseSessions(trx: Trx, ids: readonly string[], erasedAt: number): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable("sessions")
    .set({
      customer: null,
      customerId: null,
      description: null,
      metadata: "{}",
      terms: null,
      traceparent: null,
      erasedAt,
    })
    .where("id", "in", ids)
    .execute();
  await trx
    .updateTable("sessions")
    .set({ returnUrl: null, failureUrl: null })
    .where("id", "in", ids)
    .where("endedAt", "is not", null)
    .execute();
  await eraseEvents(trx, ids);
  const payments = trx.selectFrom("payments").select("id").where("sessionId", "in", ids);
  await eraseShopNotes(trx, ids);
  await trx
    .updateTable("notifications")
    .set({ facts: "{}" })
    .where("paymentId", "in", payments)
    .execute();
}

/** What the shop wrote when it decided about a payment in review. */
async function eraseShopNotes(trx: Trx, sessionIds: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom("history")
    .innerJoin("payments", "payments.id", "history.paymentId")
    .selectAll("history")
    .where("payments.sessionId", "in", sessionIds)
    .where("history.via", "=", "shop")
    .execute();
  for (const row of rows) {
    const entry = toHistoryEntry(row);
    if (entry.fact !== "resolved") continue;
    const { what, data } = flattenHistoryEntry({ ...entry, data: { ...entry.data, note: "" } });
    await trx
      .updateTable("history")
      .set({ what, data })
      .where("orderRef", "=", row.orderRef)
      .where("position", "=", row.position)
      .execute();
  }
}

async function eraseEvents(trx: Trx, sessionIds: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom("events")
    .select(["sequence", "payload"])
    .where("sessionId", "in", sessionIds)
    .execute();
  for (const { sequence, payload } of rows) {
    await trx
      .updateTable("events")
      .set({ payload: JSON.stringify(forgetPerson(readPayload(payload))) })
      .where("sequence", "=", sequence)
      .execute();
  }
}
