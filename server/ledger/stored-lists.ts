/**
 * Cached lists that outlive a restart and are shared by all instances. A list is written only while
 * the generation it was fetched under is the current one: what was on its way when somebody purged
 * must not come back.
 */
import { createHash } from "node:crypto";
import { sql, type Kysely, type Transaction } from "kysely";
import { transact, type Engine } from "./engine.ts";
import type { StoredList } from "./ledger-lists.ts";
import type { Database } from "./schema.ts";

/** Anybody may ask for a list nobody asked for before: the oldest make room. */
const maxLists = 50_000;

export async function readList(db: Kysely<Database>, key: string): Promise<StoredList | undefined> {
  return db
    .selectFrom("lists")
    .select(["key", "generation", "fetchedAt", "freshUntil", "body"])
    .where("keyHash", "=", hashKey(key))
    .executeTakeFirst();
}

export async function writeList(engine: Engine, list: StoredList): Promise<void> {
  await transact(engine, async (trx) => {
    const current = await currentGeneration(trx, engine.locksRows);
    if (list.generation !== current) return;
    const { key, ...columns } = list;
    await trx
      .insertInto("lists")
      .values({ ...columns, key, keyHash: hashKey(key) })
      .onConflict((conflict) => conflict.column("keyHash").doUpdateSet(columns))
      .execute();
    await makeRoom(trx);
  });
}

/** The share lock keeps a purge from beginning while lists of this generation are written. */
async function currentGeneration(db: Kysely<Database>, share: boolean): Promise<number> {
  const { value } = await db
    .selectFrom("counters")
    .select("value")
    .where("name", "=", "list_generation")
    .$if(share, (query) => query.forShare())
    .executeTakeFirstOrThrow();
  return value;
}

async function makeRoom(trx: Transaction<Database>): Promise<void> {
  const { count } = await trx
    .selectFrom("lists")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (count <= maxLists) return;
  const oldest = trx
    .selectFrom("lists")
    .select("keyHash")
    .orderBy("fetchedAt")
    .limit(count - maxLists);
  await trx.deleteFrom("lists").where("keyHash", "in", oldest).execute();
}

/** Raising the generation first waits for who is writing, and refuses who comes later. */
export async function purgeLists(engine: Engine, matches: (key: string) => boolean): Promise<void> {
  await transact(engine, async (trx) => {
    await trx
      .updateTable("counters")
      .set({ value: sql<number>`value + 1` })
      .where("name", "=", "list_generation")
      .execute();
    const rows = await trx.selectFrom("lists").select(["keyHash", "key"]).execute();
    const hashes = rows.filter((row) => matches(row.key)).map((row) => row.keyHash);
    for (let start = 0; start < hashes.length; start += 1_000) {
      const some = hashes.slice(start, start + 1_000);
      await trx.deleteFrom("lists").where("keyHash", "in", some).execute();
    }
  });
}

export function readGeneration(db: Kysely<Database>): Promise<number> {
  return currentGeneration(db, false);
}

export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
