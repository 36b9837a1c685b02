/**
 * The ledger in PostgreSQL, shared by any number of instances. It runs behind PgBouncer in
 * transaction mode: no session state, no named statements, no LISTEN, no advisory locks. Whatever
 * must happen one at a time is a row that a transaction locks.
 */
import { CamelCasePlugin, Kysely, sql } from "kysely";
import pg from "pg";
import { CheckoutError } from "../platform/errors.ts";
import type { DriverFailure, Engine } from "./engine.ts";
import { toUnavailable } from "./failures.ts";
import type { DecisionListener, Ledger } from "./ledger.ts";
import { isMigrated, migrate } from "./migrations.ts";
import { BoundedPostgresDialect } from "./postgres-dialect.ts";
import type { Database } from "./schema.ts";
import { SqlLedger } from "./sql-ledger.ts";

export interface PostgresLedgerOptions {
  /** Connections held at most. Default 10. */
  readonly maxConnections?: number;
  /** How long a connection, or one statement, may take, in ms. Default 5 000. */
  readonly timeoutMs?: number;
  readonly onDecided?: DecisionListener | undefined;
}

/**
 * Opens the ledger behind a `postgres://` address and brings its tables up to date, however many
 * instances do so at once.
 * @throws CheckoutError `ledger_unavailable`
 */
export async function openPostgresLedger(
  url: string,
  options: PostgresLedgerOptions = {},
): Promise<Ledger> {
  const limits: Limits = {
    maxConnections: options.maxConnections ?? 10,
    timeoutMs: options.timeoutMs ?? 5_000,
  };
  let engine: PostgresEngine | undefined;
  try {
    engine = new PostgresEngine(url, limits);
    const plain = engine.db.withoutPlugins() as unknown as Kysely<unknown>;
    if (!(await isMigrated(plain))) await migrateBehindGate(url);
    return new SqlLedger(engine, options.onDecided);
  } catch (error) {
    await engine?.db.destroy();
    throw toUnavailable(error);
  }
}

type Limits = Required<Omit<PostgresLedgerOptions, "onDecided">>;

class PostgresEngine implements Engine {
  readonly db: Kysely<Database>;
  readonly locksRows = true;

  constructor(url: string, limits: Limits) {
    this.db = new Kysely({
      dialect: new BoundedPostgresDialect(createPool(url, limits), limits.timeoutMs),
      plugins: [new CamelCasePlugin()],
    });
  }

  /** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
  classify(error: unknown): DriverFailure {
    const state = error instanceof pg.DatabaseError ? (error.code ?? "") : "";
    if (state === "40001" || state === "40P01") return "conflict";
    const mistake = /^(22|23|42)/.test(state) && state !== insufficientPrivilege;
    return mistake ? "defect" : "unavailable";
  }

  backup(): Promise<void> {
    return Promise.reject(
      new CheckoutError("invalid_request", "the ledger is in PostgreSQL: back it up with pg_dump"),
    );
  }
}

const insufficientPrivilege = "42501";

function createPool(url: string, limits: Limits): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: limits.maxConnections,
    connectionTimeoutMillis: limits.timeoutMs,
    application_name: "otter-checkout-proxy",
    keepAlive: true,
    types: { getTypeParser: parserOf },
  });
  // An idle connection that breaks is dropped by the pool; unheard, the event would end the process.
  pool.on("error", () => undefined);
  return pool;
}

const bigintOid = 20;

/** Every bigint of ours is a time or a count, far below 2^53. */
function parserOf(oid: number, format?: "text" | "binary"): (text: string) => unknown {
  if (oid === bigintOid) return Number;
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
}

/**
 * Runs the steps in one transaction that holds the gate's lock: of several instances the first
 * works, the others wait and find nothing to do. Migrating may take longer than a request may.
 */
async function migrateBehindGate(url: string): Promise<void> {
  const pool = createPool(url, { maxConnections: 1, timeoutMs: 5_000 });
  const db = new Kysely<unknown>({ dialect: new BoundedPostgresDialect(pool, migrationMs) });
  try {
    await makeGate(db);
    await db.transaction().execute(async (trx) => {
      await sql`lock table migration_gate in exclusive mode`.execute(trx);
      await migrate(trx);
    });
  } finally {
    await db.destroy();
  }
}

const migrationMs = 10 * 60_000;

/** `if not exists` can still lose a race between two instances; then the table is there. */
async function makeGate(db: Kysely<unknown>): Promise<void> {
  const make = () =>
    sql`create table if not exists migration_gate (id integer primary key)`.execute(db);
  await make().catch(make);
}
