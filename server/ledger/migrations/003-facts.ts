/**
 * The history as facts. Rows are read once by the sentences they were stored as; the column of
 * sentences stays, and is written, for instances of the version before.
 */
import { sql } from "kysely";
import { readOldSentence } from "../history-migration.ts";
import type { Tables } from "./tables.ts";

/** Rows that are held in memory, and written by one statement. */
const batch = 500;

interface Row {
  readonly order_ref: string;
  readonly position: number;
  readonly what: string;
}

export async function addFacts(db: Tables): Promise<void> {
  await db.schema.alterTable("history").addColumn("fact", "text").execute();
  await db.schema.alterTable("history").addColumn("data", "text").execute();
  let rows = await readAfter(db, { order_ref: "", position: 0 });
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    await store(db, rows);
    rows = await readAfter(db, last);
  }
}

/** In the order of the primary key, so that no row is looked at twice, however many there are. */
async function readAfter(
  db: Tables,
  last: Pick<Row, "order_ref" | "position">,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select order_ref, position, what from history
    where (order_ref, position) > (${last.order_ref}, ${sql.lit(last.position)})
    order by order_ref, position limit ${sql.lit(batch)}`.execute(db);
  return rows;
}

async function store(db: Tables, rows: readonly Row[]): Promise<void> {
  const said = rows.map(({ order_ref, position, what }) => {
    const { fact, data } = readOldSentence(what);
    return sql`(${order_ref}, ${sql.lit(position)}, ${fact}, ${JSON.stringify(data)})`;
  });
  await sql`
    with said (order_ref, position, fact, data) as (values ${sql.join(said)})
    update history set fact = said.fact, data = said.data from said
    where history.order_ref = said.order_ref and history.position = said.position`.execute(db);
}
