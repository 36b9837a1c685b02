/**
 * Finding out whether the ledger can be written, by writing it: a full disk, a file that may only be
 * read and a lock that somebody holds do not show in what is read. As much is written as a large
 * decision takes, because a disk that has room for less has none for a payment.
 */
import { sql } from "kysely";
import { transact, type Engine } from "./engine.ts";
import { hashKey } from "./stored-lists.ts";

/** Kept among the lists, like what else may be lost and written anew; no purge names it. */
const key = "trial";
const characters = 64 * 1024;

/** Every time another text: one that is the same is not written. */
const [one, other] = ["0", "1"].map((digit) => digit.repeat(characters)) as [string, string];

export async function writeTrial(engine: Engine): Promise<void> {
  await transact(engine, async (trx) => {
    await trx
      .insertInto("lists")
      .values({
        ...{ keyHash: hashKey(key), key, body: one },
        ...{ generation: 0, fetchedAt: 0, freshUntil: 0 },
      })
      .onConflict((conflict) =>
        conflict.column("keyHash").doUpdateSet({
          body: sql<string>`case when lists.body = ${one} then ${other} else ${one} end`,
        }),
      )
      .execute();
  });
}
