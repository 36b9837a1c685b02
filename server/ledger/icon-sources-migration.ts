/** Where marks come from, in a table of their own: they are no lists, and no purge concerns them. */
import type { Kysely } from "kysely";

/** What stands among the lists is left there, for instances of the version before. */
export async function createIconSources(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("icon_sources")
    .addColumn("hash", "text", (c) => c.primaryKey())
    .addColumn("source", "text", (c) => c.notNull())
    .execute();
}
