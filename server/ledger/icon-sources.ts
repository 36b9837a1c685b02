/**
 * Where marks come from, by the hash they are served under. A source makes its hash, so that a row
 * never changes, and it does not matter which instance wrote it.
 */
import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";
import { readList } from "./stored-lists.ts";

/** An instance of the version before keeps its own among the lists, under this key. */
const keyAmongLists = (hash: string) => `icon:${hash}`;

export async function readIconSource(
  db: Kysely<Database>,
  hash: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("iconSources")
    .select("source")
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row?.source ?? (await readList(db, keyAmongLists(hash)))?.body;
}

export async function writeIconSource(
  db: Kysely<Database>,
  hash: string,
  source: string,
): Promise<void> {
  await db
    .insertInto("iconSources")
    .values({ hash, source })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();
}
