/**
 * Events wait here for the shop. A sequence is given out from a counter whose row stays locked
 * until the commit: so there is no gap, and what is seen is never followed by something earlier.
 */
import {
  sql,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type Transaction,
} from "kysely";
import type { ShopEvent } from "../../contract/contract.ts";
import { skewMs } from "../platform/wrong-clock.ts";
import { transact, type Engine } from "./engine.ts";
import { isFree } from "./leases.ts";
import type { EventClaim, FailedDelivery, NewEvent, Period, StoredEvent } from "./ledger-events.ts";
import { flatten, toShopEvent, toStoredEvent } from "./rows.ts";
import type { Database, EventRow } from "./schema.ts";

export async function appendEvents(
  trx: Transaction<Database>,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const { value: last } = await trx
    .updateTable("counters")
    .set({ value: sql<number>`value + ${sql.lit(events.length)}` })
    .where("name", "=", "event_sequence")
    .returning("value")
    .executeTakeFirstOrThrow();
  const rows = events.map((event, index) => ({
    ...flatten(event),
    sequence: last - events.length + 1 + index,
    nextAttemptAt: event.at,
  }));
  await trx.insertInto("events").values(rows).execute();
}

export async function listEventsAfter(
  db: Kysely<Database>,
  sequence: number,
  limit: number,
  { from, to }: Period = {},
): Promise<readonly ShopEvent[]> {
  let events = db.selectFrom("events").selectAll().where("sequence", ">", sequence);
  if (from !== undefined) events = events.where("at", ">=", from);
  if (to !== undefined) events = events.where("at", "<", to);
  const rows = await events.orderBy("sequence").limit(limit).execute();
  return rows.map(toShopEvent);
}

/**
 * Callers claim one after the other: what one claims decides what the next must hold back.
 * Whether there is anything to claim is asked first, without a lock.
 */
export async function claimDueEvents(
  engine: Engine,
  claim: EventClaim,
): Promise<readonly StoredEvent[]> {
  const [due] = await selectClaimable(engine.db, claim).limit(1).execute();
  if (due === undefined) return [];
  return transact(engine, async (trx) => {
    await trx
      .selectFrom("counters")
      .select("value")
      .where("name", "=", "event_claims")
      .$if(engine.locksRows, (query) => query.forUpdate())
      .execute();
    const holding = await findHolding(trx, claim);
    const rows = await selectClaimable(trx, claim)
      .$if(holding !== undefined, (query) => query.where("sequence", "<", holding ?? 0))
      .limit(claim.limit)
      .execute();
    await lease(trx, rows, claim.now + claim.leaseMs);
    return rows.map(toStoredEvent);
  });
}

/** Waiting, due, and in nobody's hands; the first to be delivered first. */
function selectClaimable(
  db: Kysely<Database>,
  claim: EventClaim,
): SelectQueryBuilder<Database, "events", EventRow> {
  return db
    .selectFrom("events")
    .selectAll()
    .where((is) => isDue(is, claim.now))
    .where((is) => isFree(is, "leaseUntil", claim))
    .orderBy("sequence");
}

type Events = ExpressionBuilder<Database, "events">;

/**
 * The first attempt is due at once, and the next one a while after the last: whose time lies ahead
 * although it waits for nothing, or after a failure that lies ahead itself, has it from a wrong clock.
 */
function isDue(is: Events, now: number) {
  return is.or([
    is("nextAttemptAt", "<=", now),
    is.and([
      is("nextAttemptAt", ">", now + skewMs),
      is.or([is("attempts", "=", 0), is("failedAt", ">", now + skewMs)]),
    ]),
  ]);
}

/**
 * The first young event that waits but cannot be claimed: nothing after it may go. How old one is
 * that lies ahead is not known: it holds others back in somebody's hands, but not while it waits.
 */
async function findHolding(db: Kysely<Database>, claim: EventClaim): Promise<number | undefined> {
  const { now, holdMs } = claim;
  const first = await db
    .selectFrom("events")
    .select("sequence")
    .where("at", ">", now - holdMs)
    .where("nextAttemptAt", "is not", null)
    .where((is) =>
      is.or([
        is.not(isFree(is, "leaseUntil", claim)),
        is.and([is.not(isDue(is, now)), is("at", "<=", now + skewMs)]),
      ]),
    )
    .orderBy("sequence")
    .limit(1)
    .executeTakeFirst();
  return first?.sequence;
}

async function lease(
  db: Kysely<Database>,
  rows: readonly EventRow[],
  leaseUntil: number,
): Promise<void> {
  if (rows.length === 0) return;
  const sequences = rows.map((row) => row.sequence);
  await db.updateTable("events").set({ leaseUntil }).where("sequence", "in", sequences).execute();
}

/** An event is claimed again only once its lease is over: no two holders' leases end at one moment. */
export async function moveEventLease(
  db: Kysely<Database>,
  sequence: number,
  held: number,
  until: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("events")
    .set({ leaseUntil: until })
    .where("sequence", "=", sequence)
    .where("leaseUntil", "=", held)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function markEventDelivered(
  db: Kysely<Database>,
  sequence: number,
  at: number,
): Promise<void> {
  await db
    .updateTable("events")
    .set({
      deliveredAt: at,
      nextAttemptAt: null,
      leaseUntil: null,
      failedAt: null,
      lastError: null,
      attempts: sql<number>`attempts + 1`,
    })
    .where("sequence", "=", sequence)
    .execute();
}

/** Too late for an event that somebody else delivered meanwhile. */
export async function markEventFailed(
  db: Kysely<Database>,
  sequence: number,
  { at, error, nextAttemptAt }: FailedDelivery,
): Promise<void> {
  await db
    .updateTable("events")
    .set({
      failedAt: at,
      lastError: error,
      nextAttemptAt,
      leaseUntil: null,
      attempts: sql<number>`attempts + 1`,
    })
    .where("sequence", "=", sequence)
    .where("deliveredAt", "is", null)
    .execute();
}

/** Events whose last attempt failed, given up or not, first come first. */
export async function listFailedEvents(
  db: Kysely<Database>,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom("events")
    .selectAll()
    .where("failedAt", "is not", null)
    .orderBy("sequence")
    .limit(limit)
    .execute();
  return rows.map(toStoredEvent);
}

/** A replayed event starts anew: with no attempt behind it, even if it was delivered before. */
export async function replayEvents(
  db: Kysely<Database>,
  at: number,
  sequence?: number,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("events")
    .set({ nextAttemptAt: at, attempts: 0, deliveredAt: null, failedAt: null, leaseUntil: null })
    .$if(sequence === undefined, (query) => query.where("failedAt", "is not", null))
    .$if(sequence !== undefined, (query) => query.where("sequence", "=", sequence ?? 0))
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
