/** An order as it is stored, found by any of its keys. */
import type { Kysely } from "kysely";
import type { Order, OrderKey } from "./ledger.ts";
import { toHistoryEntry, toPayment, toSession } from "./rows.ts";
import type { Database } from "./schema.ts";

/** An order, and the rows it was made of: a decision is compared with them. */
export interface StoredOrder {
  readonly order: Order;
  readonly sessions: readonly Database["sessions"][];
  readonly payments: readonly Database["payments"][];
}

/** A session or payment never moves to another order: what is found here stays true. */
export async function findOrderRef(
  db: Kysely<Database>,
  of: OrderKey,
): Promise<string | undefined> {
  if ("orderRef" in of) return of.orderRef;
  const rows =
    "sessionId" in of
      ? db.selectFrom("sessions").select("orderRef").where("id", "=", of.sessionId)
      : db.selectFrom("payments").select("orderRef").where("id", "=", of.paymentId);
  return (await rows.executeTakeFirst())?.orderRef;
}

export async function loadOrder(db: Kysely<Database>, orderRef: string): Promise<StoredOrder> {
  const sessions = await db
    .selectFrom("sessions")
    .selectAll()
    .where("orderRef", "=", orderRef)
    .orderBy("position")
    .execute();
  const payments = await db
    .selectFrom("payments")
    .selectAll()
    .where("orderRef", "=", orderRef)
    .orderBy("position")
    .execute();
  const history = await db
    .selectFrom("history")
    .selectAll()
    .where("orderRef", "=", orderRef)
    .orderBy("position")
    .execute();
  return {
    order: {
      orderRef,
      sessions: sessions.map(toSession),
      payments: payments.map(toPayment),
      history: history.map(toHistoryEntry),
    },
    sessions,
    payments,
  };
}
