/** What steps write with: the database's own names, never those of schema.ts. */
import { sql, type Kysely } from "kysely";

export type Tables = Kysely<unknown>;

/** With `present`, rows in which that column is null stay out: most rows are at rest. */
export async function createIndex(
  db: Tables,
  table: string,
  columns: string[],
  present?: string,
): Promise<void> {
  const name = `${table}_by_${columns.join("_")}`;
  const where = present === undefined ? sql`` : sql` where ${sql.ref(present)} is not null`;
  const on = sql.join(columns.map((column) => sql.ref(column)));
  await sql`create index ${sql.ref(name)} on ${sql.table(table)} (${on})${where}`.execute(db);
}
