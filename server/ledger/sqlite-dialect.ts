/**
 * Kysely over node:sqlite. A transaction that writes begins `immediate`: one that reads first and
 * locks later fails, without waiting, when another connection wrote in between.
 *
 * Waiting for another connection's transaction is done here, not by SQLite's own busy time-out:
 * that one would hold up the event loop, and with it the transaction waited for, should it be of
 * this very process.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
  type TransactionSettings,
} from "kysely";
import type { Clock } from "../platform/clock.ts";

/** How long to wait for another connection, and by which clock. */
export interface Patience {
  readonly clock: Clock;
  readonly timeoutMs: number;
}

export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;
  readonly #patience: Patience;

  constructor(database: DatabaseSync, patience: Patience) {
    super({ database: toKyselyDatabase(database) });
    this.#database = database;
    this.#patience = patience;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database, this.#patience);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }
}

/** Migrations are given a transaction, which is also their lock. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #patience: Patience;

  constructor(database: DatabaseSync, patience: Patience) {
    super({ database: toKyselyDatabase(database) });
    this.#database = database;
    this.#patience = patience;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return new PatientConnection(connection, this.#database, this.#patience);
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings = {},
  ): Promise<void> {
    const begin = settings.accessMode === "read only" ? "begin" : "begin immediate";
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** After some failures (a full disk) SQLite has rolled back by itself. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** Within a transaction nothing is busy: it has the database already. */
class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #database: DatabaseSync;
  readonly #patience: Patience;

  constructor(connection: DatabaseConnection, database: DatabaseSync, patience: Patience) {
    this.#connection = connection;
    this.#database = database;
    this.#patience = patience;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#database.isTransaction) return this.#connection.executeQuery(query);
    return whenNotBusy(this.#patience, () => this.#connection.executeQuery(query));
  }

  streamQuery<Row>(
    query: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery(query, chunkSize);
  }
}

const busyCode = 5;
const retryMs = 2;

/** Tries until no other connection is in the way, or the time is over. */
export async function whenNotBusy<Result>(
  patience: Patience,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    try {
      return await work();
    } catch (error) {
      const isBusy = (error as { errcode?: number }).errcode === busyCode;
      if (!isBusy || waitedMs >= patience.timeoutMs) throw error;
    }
    await patience.clock.wait(retryMs);
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
