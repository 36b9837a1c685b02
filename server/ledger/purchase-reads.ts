/** A purchase as it is stored, found by any of its keys. */
import type { Kysely } from "kysely";
import type { Purchase, PurchaseKey } from "./ledger.ts";
import { toHistoryEntry, toPayment, toSession } from "./rows.ts";
import type { Database } from "./schema.ts";

/** A purchase, and the rows it was made of: a decision is compared with them. */
export interface StoredPurchase {
  readonly purchase: Purchase;
  readonly sessions: readonly Database["sessions"][];
  readonly payments: readonly Database["payments"][];
}

/** A session or payment never moves to another purchase: what is found here stays true. */
export async function findOrderRef(
  db: Kysely<Database>,
  of: PurchaseKey,
): Promise<string | undefined> {
  if ("orderRef" in of) return of.orderRef;
  const rows =
    "sessionId" in of
      ? db.selectFrom("sessions").select("orderRef").where("id", "=", of.sessionId)
      : db.selectFrom("payments").select("orderRef").where("id", "=", of.paymentId);
  return (await rows.executeTakeFirst())?.orderRef;
}

export async function loadPurchase(
  db: Kysely<Database>,
  orderRef: string,
): Promise<StoredPurchase> {
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
    purchase: {
      orderRef,
      sessions: sessions.map(toSession),
      payments: payments.map(toPayment),
      history: history.map(toHistoryEntry),
    },
    sessions,
    payments,
  };
}
