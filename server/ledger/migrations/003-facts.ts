/**
 * The history as facts. Rows are read once by the sentences they were stored as; the column of
 * sentences stays, and is written, for instances of the version before.
 */
import { sql } from "kysely";
import { readOldSentence } from "../history-migration.ts";
import type { Tables } from "./tables.ts";

/** Rows that are held in memory at one time. */
const batch = 1_000;

interface Row {
  readonly orderRef: string;
  readonly position: number;
  readonly what: string;
}

export async function addFacts(db: Tables): Promise<void> {
  await db.schema.alterTable("history").addColumn("fact", "text").execute();
  await db.schema.alterTable("history").addColumn("data", "text").execute();
  for (let rows = await unread(db); rows.length > 0; rows = await unread(db)) {
    for (const row of rows) await store(db, row);
  }
}

async function unread(db: Tables): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select order_ref, position, what from history where fact is null
    order by order_ref, position limit ${sql.lit(batch)}`.execute(db);
  return rows;
}

async function store(db: Tables, { orderRef, position, what }: Row): Promise<void> {
  const { fact, data } = readOldSentence(what);
  await sql`update history set fact = ${fact}, data = ${JSON.stringify(data)}
    where order_ref = ${orderRef} and position = ${position}`.execute(db);
}
