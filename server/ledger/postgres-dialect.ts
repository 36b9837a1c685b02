/**
 * Kysely over pg, with every wait bounded on both sides. The server is told by `set local` at each
 * transaction's start, because settings of a session do not survive PgBouncer; the client stops
 * waiting a little later, for a server that is gone without a word. A connection that failed in any
 * other way than by the server's own refusal is in an unknown state: it is never used again.
 */
import {
  PostgresAdapter,
  PostgresDialect,
  type DialectAdapter,
  type PostgresPool,
  type PostgresPoolClient,
} from "kysely";
import pg from "pg";

export class BoundedPostgresDialect extends PostgresDialect {
  constructor(pool: pg.Pool, timeoutMs: number) {
    super({ pool: new BoundedPool(pool, timeoutMs) });
  }

  override createAdapter(): DialectAdapter {
    return new GatedAdapter();
  }
}

/** Migrations run under a table's lock that lives and ends with their transaction. */
class GatedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

class BoundedPool implements PostgresPool {
  readonly options = {};
  readonly #pool: pg.Pool;
  readonly #timeoutMs: number;

  constructor(pool: pg.Pool, timeoutMs: number) {
    this.#pool = pool;
    this.#timeoutMs = timeoutMs;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = new BoundedClient(await this.#pool.connect(), this.#timeoutMs);
    return client as unknown as PostgresPoolClient;
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

const graceMs = 1_000;

class BoundedClient {
  readonly #client: pg.PoolClient;
  readonly #timeoutMs: number;
  #failure: unknown;

  constructor(client: pg.PoolClient, timeoutMs: number) {
    this.#client = client;
    this.#timeoutMs = timeoutMs;
    client.on("error", this.#fail);
  }

  /** The server may end a connection between two statements; unheard, that would end the process. */
  readonly #fail = (error: unknown): void => {
    this.#failure ??= error;
  };

  async query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.#failure !== undefined) throw this.#failure as Error;
    try {
      const results = await this.#client.query({
        text: this.#withLimits(text),
        values: [...values],
        query_timeout: this.#timeoutMs + graceMs,
      } as pg.QueryConfig);
      return toLast(results);
    } catch (error) {
      if (!isRefusal(error)) this.#fail(error);
      throw error;
    }
  }

  release(destroy: boolean): void {
    this.#client.off("error", this.#fail);
    this.#client.release(destroy || this.#failure !== undefined);
  }

  #withLimits(text: string): string {
    return text === "begin" || text.startsWith("start transaction")
      ? `${text}; set local statement_timeout = ${this.#timeoutMs}; ` +
          `set local idle_in_transaction_session_timeout = ${2 * this.#timeoutMs}`
      : text;
  }
}

/** Several statements in one text give several results. */
function toLast(results: pg.QueryResult | pg.QueryResult[]): pg.QueryResult {
  return Array.isArray(results) ? (results.at(-1) as pg.QueryResult) : results;
}

function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === "ERROR";
}
