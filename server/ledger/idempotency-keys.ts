/** Forgetting the keys of requests, each after its time. */
import type { Kysely } from "kysely";
import { skewMs } from "../platform/wrong-clock.ts";
import type { Database } from "./schema.ts";

/** A key that a clock far ahead wrote would never be old: it is as if it came now. */
export async function dropIdempotency(
  db: Kysely<Database>,
  before: number,
  now: number,
): Promise<void> {
  await db.deleteFrom("idempotency").where("createdAt", "<", before).execute();
  await db
    .updateTable("idempotency")
    .set({ createdAt: now })
    .where("createdAt", ">", now + skewMs)
    .execute();
}
