/** What the workers of all instances look for, and how they share it. */
import { sql, type ExpressionBuilder, type Kysely } from "kysely";
import { skewMs } from "../platform/wrong-clock.ts";
import type { Engine } from "./engine.ts";
import { isFree } from "./leases.ts";
import type { Payment } from "./ledger.ts";
import type { AccountGateway, PaymentClaim } from "./ledger-work.ts";
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
        .where((is) => isDue(is, now))
        .where((is) => isFree(is, "askLeaseUntil", { now, leaseMs }))
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

/** What was planned by a clock that is ahead is due: when it should be is not known. */
function isDue(is: ExpressionBuilder<Database, "payments">, now: number) {
  return is.or([
    is("nextAskAt", "<=", now),
    is.and([is("nextAskAt", ">", now), is("plannedAt", ">", now + skewMs)]),
  ]);
}

/** A session past its end is looked at again after 30 s; else at its very end. */
const checkAgainMs = 30_000;

export async function listDueSessions(
  db: Kysely<Database>,
  now: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("sessions")
    .select("id")
    .where((is) =>
      is.or([
        is("nextCheckAt", "<=", now),
        is.and([
          is("nextCheckAt", ">", now + checkAgainMs + skewMs),
          is("nextCheckAt", "!=", is.ref("expiresAt")),
        ]),
      ]),
    )
    .orderBy("nextCheckAt")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Longer than any lease on due work is given. */
const longestLeaseMs = 15_000;

/** What is leased is due again when its lease is over. */
export async function findNextDue(db: Kysely<Database>, now: number): Promise<number | null> {
  const leasedTo = now + longestLeaseMs + skewMs;
  const ahead = now + skewMs;
  const { rows } = await sql<{ dueAt: number | null }>`
    select min(due_at) as due_at from (
      select min(case
        when ask_lease_until > ${now} and ask_lease_until <= ${leasedTo}
          and (ask_lease_until > next_ask_at or planned_at > ${ahead}) then ask_lease_until
        when planned_at > ${ahead} and next_ask_at > ${now} then ${now}
        else next_ask_at end) as due_at from payments where next_ask_at is not null
      union all
      select min(case
        when next_check_at > ${ahead + checkAgainMs} and next_check_at <> expires_at then ${now}
        else next_check_at end) from sessions where next_check_at is not null
      union all
      select min(case
        when lease_until > ${now} and lease_until <= ${leasedTo}
          and lease_until > next_attempt_at then lease_until
        when next_attempt_at > ${ahead} and (attempts = 0 or failed_at > ${ahead}) then ${now}
        else next_attempt_at end) from events where next_attempt_at is not null
    ) as soonest`.execute(db);
  return rows[0]?.dueAt ?? null;
}
