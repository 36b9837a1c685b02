/** What the workers of all instances look for, and how they share it. */
import { sql, type Kysely } from "kysely";
import type { Engine } from "./engine.ts";
import type { Payment } from "./ledger.ts";
import type { AccountGateway, OpenPayments, PaymentClaim } from "./ledger-work.ts";
import { toPayment } from "./rows.ts";
import type { Database } from "./schema.ts";

/**
 * One statement: what another instance is claiming at the same moment is passed over, not waited
 * for. The lock is the one an update of these columns takes, so that who refers to a payment (its
 * history does) never waits for a claim.
 */
export async function claimDuePayments(
  engine: Engine,
  { provider, account }: AccountGateway,
  { now, leaseMs, limit }: PaymentClaim,
): Promise<readonly Payment[]> {
  const rows = await engine.db
    .with("due", (db) =>
      db
        .selectFrom("payments")
        .select("id")
        .where("provider", "=", provider)
        .where("account", "=", account)
        .where("nextAskAt", "<=", now)
        .where((is) => is.or([is("askLeaseUntil", "is", null), is("askLeaseUntil", "<=", now)]))
        .orderBy("nextAskAt")
        .limit(limit)
        .$if(engine.locksRows, (query) => query.forNoKeyUpdate().skipLocked()),
    )
    .updateTable("payments")
    .set({ askLeaseUntil: now + leaseMs })
    .where("id", "in", (db) => db.selectFrom("due").select("due.id"))
    .returningAll()
    .execute();
  return rows.map(toPayment).sort((a, b) => (a.nextAskAt ?? 0) - (b.nextAskAt ?? 0));
}

export async function listDueSessions(
  db: Kysely<Database>,
  now: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("sessions")
    .select("id")
    .where("nextCheckAt", "<=", now)
    .orderBy("nextCheckAt")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** What is leased is due again when its lease is over. */
export async function findNextDue(db: Kysely<Database>): Promise<number | null> {
  const { rows } = await sql<{ dueAt: number | null }>`
    select min(due_at) as due_at from (
      select min(case when ask_lease_until > next_ask_at then ask_lease_until else next_ask_at end)
        as due_at from payments where next_ask_at is not null
      union all
      select min(next_check_at) from sessions where next_check_at is not null
      union all
      select min(case when lease_until > next_attempt_at then lease_until else next_attempt_at end)
        from events where next_attempt_at is not null
    ) as soonest`.execute(db);
  return rows[0]?.dueAt ?? null;
}

export async function countOpenPayments(db: Kysely<Database>): Promise<readonly OpenPayments[]> {
  return db
    .selectFrom("payments")
    .select(({ fn }) => ["provider", "account", fn.countAll<number>().as("count")])
    .where("status", "in", ["created", "pending"])
    .groupBy(["provider", "account"])
    .orderBy("provider")
    .orderBy("account")
    .execute();
}
