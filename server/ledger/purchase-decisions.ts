/**
 * The law of the ledger: lock the purchase, read it, ask, write what differs, commit. Two processes
 * never judge one purchase at once, because both need the lock of its row before they read; and an
 * event exists exactly if its cause does, because both are written by the same transaction.
 */
import type { Transaction } from "kysely";
import { CheckoutError } from "../platform/errors.ts";
import { transact, type Engine } from "./engine.ts";
import { appendEvents } from "./event-outbox.ts";
import { DecisionRefused } from "./failures.ts";
import type {
  Decision,
  IdempotencyRow,
  Purchase,
  PurchaseKey,
  Payment,
  Session,
} from "./ledger.ts";
import { findOrderRef, loadPurchase, type StoredPurchase } from "./purchase-reads.ts";
import {
  changedColumns,
  flatten,
  flattenHistoryEntry,
  flattenPayment,
  flattenSession,
} from "./rows.ts";
import type { Database } from "./schema.ts";

type Trx = Transaction<Database>;

export async function decidePurchase<Result>(
  engine: Engine,
  of: PurchaseKey,
  decide: (purchase: Purchase) => Decision<Result>,
): Promise<Result | undefined> {
  const orderRef = await findOrderRef(engine.db, of);
  if (orderRef === undefined) return undefined;
  return transact(engine, async (trx) => {
    await lockPurchase(engine, trx, orderRef);
    const stored = await loadPurchase(trx, orderRef);
    const decision = ask(decide, stored.purchase);
    await write(trx, stored, decision);
    return decision.result;
  });
}

/** Holds the purchase until the transaction ends, making its row where it is the first to name it. */
export async function lockPurchase(engine: Engine, trx: Trx, orderRef: string): Promise<void> {
  if (!engine.locksRows) return;
  const lock = () =>
    trx
      .selectFrom("orders")
      .select("orderRef")
      .where("orderRef", "=", orderRef)
      .forUpdate()
      .execute();
  if ((await lock()).length > 0) return;
  await makePurchase(trx, orderRef);
  await lock();
}

async function makePurchase(trx: Trx, orderRef: string): Promise<void> {
  await trx
    .insertInto("orders")
    .values({ orderRef })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function ask<Result>(
  decide: (purchase: Purchase) => Decision<Result>,
  purchase: Purchase,
): Decision<Result> {
  try {
    return decide(purchase);
  } catch (error) {
    throw new DecisionRefused(error);
  }
}

/** Events come last: their counter is shared by all orders, and is locked from then to the commit. */
async function write(trx: Trx, stored: StoredPurchase, decision: Decision<unknown>): Promise<void> {
  const { orderRef } = stored.purchase;
  assertOfPurchase(orderRef, decision);
  if (stored.sessions.length === 0 && (decision.sessions ?? []).length > 0)
    await makePurchase(trx, orderRef);
  await writeSessions(trx, stored, decision.sessions ?? []);
  await writePayments(trx, stored, decision.payments ?? []);
  await writeHistory(trx, stored, decision);
  await writeNotification(trx, decision);
  if (decision.idempotency !== undefined) await claimKey(trx, decision.idempotency);
  await appendEvents(trx, decision.events ?? []);
}

function assertOfPurchase(
  orderRef: string,
  { sessions = [], payments = [] }: Decision<unknown>,
): void {
  if ([...sessions, ...payments].some((row) => row.orderRef !== orderRef)) {
    throw new TypeError("a decision may write its own purchase only");
  }
}

async function writeSessions(
  trx: Trx,
  stored: StoredPurchase,
  sessions: readonly Session[],
): Promise<void> {
  for (const write of writesOf(stored.sessions, sessions.map(flattenSession))) {
    await ("made" in write
      ? trx.insertInto("sessions").values(write.made).execute()
      : trx.updateTable("sessions").set(write.changed).where("id", "=", write.id).execute());
  }
}

async function writePayments(
  trx: Trx,
  stored: StoredPurchase,
  payments: readonly Payment[],
): Promise<void> {
  for (const write of writesOf(stored.payments, payments.map(flattenPayment))) {
    await ("made" in write
      ? trx.insertInto("payments").values(write.made).execute()
      : trx.updateTable("payments").set(write.changed).where("id", "=", write.id).execute());
  }
}

type Write<Row> =
  | { readonly made: Row & { readonly position: number } }
  | { readonly id: string; readonly changed: Partial<Row> };

/**
 * Only columns that differ from what was read are written: others may have been changed since by
 * who needs no lock of the order, as a lease is.
 */
function writesOf<Row extends { readonly id: string }>(
  stored: readonly Row[],
  rows: readonly Row[],
): readonly Write<Row>[] {
  const known = new Map(stored.map((row) => [row.id, row]));
  let position = stored.length;
  return rows.flatMap((row): readonly Write<Row>[] => {
    const before = known.get(row.id);
    if (before === undefined) return [{ made: { ...row, position: position++ } }];
    const changed = changedColumns(before, row);
    return changed === undefined ? [] : [{ id: row.id, changed }];
  });
}

async function writeHistory(
  trx: Trx,
  { purchase }: StoredPurchase,
  { history = [] }: Decision<unknown>,
): Promise<void> {
  if (history.length === 0) return;
  const rows = history.map((entry, index) => ({
    ...flattenHistoryEntry(entry),
    orderRef: purchase.orderRef,
    position: purchase.history.length + index,
  }));
  await trx.insertInto("history").values(rows).execute();
}

async function writeNotification(trx: Trx, { notification }: Decision<unknown>): Promise<void> {
  if (notification === undefined) return;
  await trx
    .insertInto("notifications")
    .values(flatten(notification))
    .onConflict((conflict) => conflict.column("fingerprint").doNothing())
    .execute();
}

/**
 * Of two requests with one key the later waits for the earlier to commit. It may then only say the
 * same again; where it decided otherwise, it did not know of the earlier one and is undone.
 */
async function claimKey(trx: Trx, idempotency: IdempotencyRow): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("idempotency")
    .values(idempotency)
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return;
  const earlier = await trx
    .selectFrom("idempotency")
    .selectAll()
    .where("key", "=", idempotency.key)
    .executeTakeFirst();
  if (earlier?.bodyHash !== idempotency.bodyHash) {
    throw new CheckoutError(
      "idempotency_key_reused",
      "this Idempotency-Key was used with another body; use a new key for a new request",
    );
  }
  if (earlier.sessionId !== idempotency.sessionId) {
    throw new CheckoutError("overloaded", "the same request is being answered; repeat it", {
      retryAfterSeconds: 1,
    });
  }
}
