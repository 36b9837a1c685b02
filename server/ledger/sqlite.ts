/**
 * The ledger in a file, by the SQLite that is built into Node: nothing to install, nothing to run.
 *
 * WAL lets readers pass a writer; `synchronous=FULL` makes a commit outlive the machine's power;
 * `secure_delete` overwrites what is erased. Several processes may share the file.
 */
import { chmodSync, closeSync, existsSync, openSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { CamelCasePlugin, Kysely, sql } from "kysely";
import { systemClock, type Clock } from "../platform/clock.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { DriverFailure, Engine } from "./engine.ts";
import { toUnavailable } from "./failures.ts";
import type { DecisionListener, Ledger } from "./ledger.ts";
import { isMigrated, migrate } from "./migrations.ts";
import type { Database } from "./schema.ts";
import { SqlLedger } from "./sql-ledger.ts";
import { beginWait, type Patience } from "./patience.ts";
import { whenNotBusy } from "./sqlite-connection.ts";
import { NodeSqliteDialect } from "./sqlite-dialect.ts";

export interface SqliteLedgerOptions {
  /**
   * How long to wait for another process's transaction, in ms, where that is for no request: one
   * waits as long as it may take. Default 5 000.
   */
  readonly busyTimeoutMs?: number;
  readonly clock?: Clock;
  readonly onDecided?: DecisionListener | undefined;
}

/**
 * Opens the ledger in `file`, making it where it does not exist; only its owner may read it.
 * @throws CheckoutError `ledger_unavailable`
 */
export async function openSqliteLedger(
  file: string,
  options: SqliteLedgerOptions = {},
): Promise<Ledger> {
  const patience: Patience = {
    clock: options.clock ?? systemClock,
    timeoutMs: options.busyTimeoutMs ?? 5_000,
  };
  let engine: SqliteEngine | undefined;
  try {
    keepPrivate(file);
    const database = await whenNotBusy(
      () => openDatabase(file),
      beginWait(patience),
      (ms) => patience.clock.wait(ms),
    );
    engine = new SqliteEngine(database, patience);
    const plain = engine.db.withoutPlugins() as unknown as Kysely<unknown>;
    if (!(await isMigrated(plain))) await plain.transaction().execute(migrate);
    return new SqlLedger(engine, options.onDecided);
  } catch (error) {
    await engine?.db.destroy();
    throw toUnavailable(error);
  }
}

class SqliteEngine implements Engine {
  readonly db: Kysely<Database>;
  readonly locksRows = false;

  constructor(database: DatabaseSync, patience: Patience) {
    this.db = new Kysely({
      dialect: new NodeSqliteDialect(database, patience),
      plugins: [new CamelCasePlugin()],
    });
  }

  classify(error: unknown): DriverFailure {
    const { errcode } = error as { errcode?: unknown };
    if (typeof errcode !== "number") return "unavailable";
    if (errcode === codes.busyRecovery || errcode === codes.busySnapshot) return "conflict";
    return defects.has(errcode & 0xff) ? "defect" : "unavailable";
  }

  async backup(file: string): Promise<void> {
    if (existsSync(file)) {
      throw new CheckoutError(
        "invalid_request",
        "the backup's file exists already; name a new one",
      );
    }
    keepPrivate(file);
    await sql`vacuum into ${file}`.execute(this.db);
  }
}

/** @see https://www.sqlite.org/rescode.html; for a plain `busy` (5) enough has been waited */
const codes = {
  error: 1,
  constraint: 19,
  mismatch: 20,
  range: 25,
  busyRecovery: 261,
  busySnapshot: 517,
};
const defects = new Set([codes.error, codes.constraint, codes.mismatch, codes.range]);

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
  try {
    database.exec(
      "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on",
    );
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite gives its side files the rights of the main one. */
function keepPrivate(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}
