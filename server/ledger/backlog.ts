/**
 * What waits in the ledger, counted where indexes lead: only rows that wait are looked at, however
 * many have ended.
 */
import type { Kysely } from "kysely";
import { providerIds } from "../../contract/vocabulary.ts";
import type { Backlog, WaitingPayments } from "./ledger-backlog.ts";
import type { Database } from "./schema.ts";

const waiting = ["created", "pending", "review"] as const;

export async function readBacklog(db: Kysely<Database>, now: number): Promise<Backlog> {
  return {
    payments: await countPayments(db),
    due: await findDue(db, now),
    events: await countEvents(db),
  };
}

async function countPayments(db: Kysely<Database>): Promise<readonly WaitingPayments[]> {
  return db
    .selectFrom("payments")
    .select(({ fn }) => ["provider", "account", "status", fn.countAll<number>().as("count")])
    .where("status", "in", waiting)
    .groupBy(["provider", "account", "status"])
    .$narrowType<{ status: WaitingPayments["status"] }>()
    .execute();
}

async function findDue(db: Kysely<Database>, now: number): Promise<Backlog["due"]> {
  return db
    .selectFrom("payments")
    .select(({ fn }) => ["provider", "account", fn.min<number>("nextAskAt").as("since")])
    .where("provider", "in", providerIds)
    .where("nextAskAt", "<=", now)
    .groupBy(["provider", "account"])
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
