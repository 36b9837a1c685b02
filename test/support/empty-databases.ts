/** An empty database of each engine, and a way into it beside the ledger. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Ledger } from "../../server/ledger/ledger.ts";
import { openPostgresLedger } from "../../server/ledger/postgres.ts";
import { openSqliteLedger } from "../../server/ledger/sqlite.ts";
import { NodeSqliteDialect } from "../../server/ledger/sqlite-dialect.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { OldTables } from "./ledgers/before-facts.ts";
import { TestPostgres } from "./postgres.ts";

export interface EmptyDatabase {
  /** As `DATABASE_URL` has it. */
  readonly url: string;
  /** As a program of another version sees it. */
  readonly tables: OldTables;
  readonly open: () => Promise<Ledger>;
  readonly remove: () => Promise<void>;
}

export interface DatabaseEngine {
  readonly name: string;
  readonly createDatabase: () => Promise<EmptyDatabase>;
  readonly stop: () => Promise<void>;
}

/** Each starts when a database is asked of it. */
export function createEngines(): readonly DatabaseEngine[] {
  let starting: Promise<TestPostgres> | undefined;
  return [
    { name: "SQLite", createDatabase: createFile, stop: () => Promise.resolve() },
    {
      name: "PostgreSQL",
      async createDatabase() {
        starting ??= TestPostgres.start();
        return createOnServer(await starting);
      },
      stop: async () => (await starting)?.stop(),
    },
  ];
}

async function createFile(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "otter-test-"));
  const file = join(folder, "ledger.db");
  const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
  database.exec("pragma journal_mode = wal");
  const patience = { clock: systemClock, timeoutMs: 5_000 };
  const tables: OldTables = new Kysely({ dialect: new NodeSqliteDialect(database, patience) });
  return {
    url: `file:${file}`,
    tables,
    open: () => openSqliteLedger(file),
    async remove() {
      await tables.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createOnServer(server: TestPostgres): Promise<EmptyDatabase> {
  const url = await server.createDatabase();
  const pool = new pg.Pool({ connectionString: url });
  const tables: OldTables = new Kysely({ dialect: new PostgresDialect({ pool }) });
  return {
    url,
    tables,
    open: () => openPostgresLedger(url),
    remove: () => tables.destroy(),
  };
}
