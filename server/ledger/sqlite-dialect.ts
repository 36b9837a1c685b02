/**
 * Kysely over node:sqlite. Kysely is told that there are many connections, because who has which turn
 * at the one there is, and for how long, is decided by sqlite-connection.ts.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  type TransactionSettings,
} from "kysely";
import type { Patience } from "./patience.ts";
import { SqliteTurns, StepConnection } from "./sqlite-connection.ts";

export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;
  readonly #patience: Patience;

  constructor(database: DatabaseSync, patience: Patience) {
    super({ database: toKyselyDatabase(database) });
    this.#database = database;
    this.#patience = patience;
  }

  override createDriver(): Driver {
    return new TurnsDriver(this.#database, this.#patience);
  }

  override createAdapter(): DialectAdapter {
    return new TurnsAdapter();
  }
}

class TurnsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** Migrations are given a transaction, which is also their lock. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class TurnsDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #turns: SqliteTurns;

  constructor(database: DatabaseSync, patience: Patience) {
    super({ database: toKyselyDatabase(database) });
    this.#database = database;
    this.#turns = new SqliteTurns(patience);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return new StepConnection(connection, this.#database, this.#turns);
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    { accessMode }: TransactionSettings = {},
  ): Promise<void> {
    await (connection as StepConnection).begin(accessMode === "read only");
  }

  /** After some failures (a full disk) SQLite has rolled back by itself. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }

  override releaseConnection(connection?: DatabaseConnection): Promise<void> {
    (connection as StepConnection).release();
    return Promise.resolve();
  }
}

/** Prepared statements kept; the ledger has fewer shapes of statement than this. */
const maxPrepared = 200;

function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        if (prepared.size >= maxPrepared) prepared.clear();
        statement = toKyselyStatement(database.prepare(sql));
        prepared.set(sql, statement);
      }
      return statement;
    },
  };
}

function toKyselyStatement(statement: StatementSync): ReturnType<SqliteDatabase["prepare"]> {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
