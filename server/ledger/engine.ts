/** What the two engines do differently. Everything else is written once, in SQL both understand. */
import type { Kysely, Transaction } from "kysely";
import type { Database } from "./schema.ts";

/**
 * `conflict` somebody else was faster, the same again may work · `unavailable` the database cannot
 * be reached or written · `defect` the database refused what we sent: a mistake of ours.
 */
export type DriverFailure = "conflict" | "unavailable" | "defect";

export interface Engine {
  readonly db: Kysely<Database>;
  /** True where a transaction locks the rows it names; false where it has the database to itself. */
  readonly locksRows: boolean;
  classify(error: unknown): DriverFailure;
  backup(file: string): Promise<void>;
}

/** One durable step. Each statement sees what was committed before it, as the locks require. */
export function transact<Result>(
  engine: Engine,
  work: (trx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  return engine.db.transaction().setIsolationLevel("read committed").execute(work);
}

/** Several reads of one moment. */
export function readConsistently<Result>(
  engine: Engine,
  work: (trx: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  return engine.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(work);
}
