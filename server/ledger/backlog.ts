/**
 * What waits in the ledger, counted where indexes lead: only rows that wait are looked at, however
 * many have ended.
 */
import { sql, type Kysely, type RawBuilder } from "kysely";
import { providerIds, type ProviderId } from "../../contract/vocabulary.ts";
import type { Backlog, WaitingPayments } from "./ledger-backlog.ts";
import type { OpenPayments } from "./ledger-work.ts";
import type { Database } from "./schema.ts";

const waiting = ["created", "pending", "review"] as const;

/**
 * Never null. Grouped by the columns themselves SQLite would go through all payments, in the order
 * that their order numbers are indexed by, to save itself the sorting of a few rows.
 */
const provider = unindexed<ProviderId>("provider");
const account = unindexed<string>("account");
const status = unindexed<WaitingPayments["status"]>("status");

export async function readBacklog(db: Kysely<Database>, now: number): Promise<Backlog> {
  return {
    payments: await countPayments(db),
    due: await findDue(db, now),
    events: await countEvents(db),
  };
}

export async function countOpenPayments(db: Kysely<Database>): Promise<readonly OpenPayments[]> {
  return db
    .selectFrom("payments")
    .select(({ fn }) => [
      provider.as("provider"),
      account.as("account"),
      fn.countAll<number>().as("count"),
    ])
    .where("status", "in", ["created", "pending"])
    .groupBy([provider, account])
    .orderBy(provider)
    .orderBy(account)
    .execute();
}

function unindexed<Value>(column: string): RawBuilder<Value> {
  return sql<Value>`coalesce(${sql.ref(column)}, '')`;
}

async function countPayments(db: Kysely<Database>): Promise<readonly WaitingPayments[]> {
  return db
    .selectFrom("payments")
    .select(({ fn }) => [
      provider.as("provider"),
      account.as("account"),
      status.as("status"),
      fn.countAll<number>().as("count"),
    ])
    .where("status", "in", waiting)
    .groupBy([provider, account, status])
    .execute();
}

async function findDue(db: Kysely<Database>, now: number): Promise<Backlog["due"]> {
  return db
    .selectFrom("payments")
    .select(({ fn }) => [
      provider.as("provider"),
      account.as("account"),
      fn.min<number>("nextAskAt").as("since"),
    ])
    .where("provider", "in", providerIds)
    .where("nextAskAt", "<=", now)
    .groupBy([provider, account])
    .execute();
}

async function countEvents(db: Kysely<Database>): Promise<Backlog["events"]> {
  const undelivered = await db
    .selectFrom("events")
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.min<number | null>("at").as("at")])
    .where("nextAttemptAt", "is not", null)
    .executeTakeFirstOrThrow();
  const givenUp = await db
    .selectFrom("events")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("failedAt", "is not", null)
    .where("nextAttemptAt", "is", null)
    .executeTakeFirstOrThrow();
  return { waiting: undelivered.count, oldestAt: undelivered.at, givenUp: givenUp.count };
}
