/**
 * Kysely over pg, with every wait bounded on both sides, by the time of the request that it serves
 * too. The server is told by `set local` at each
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
import { systemClock } from "../platform/clock.ts";
import { TookTooLong, waitMs } from "./patience.ts";

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

  /** The pool has a bound of its own, for what serves no request. */
  async connect(): Promise<PostgresPoolClient> {
    const connecting = this.#pool.connect();
    const connected = new AbortController();
    const over = systemClock.wait(shortest(this.#timeoutMs), connected.signal);
    try {
      const client = await Promise.race([connecting, over]);
      if (client === undefined) throw new TookTooLong();
      return new BoundedClient(client, this.#timeoutMs) as unknown as PostgresPoolClient;
    } catch (error) {
      void connecting.then(
        (late) => late.release(),
        () => undefined,
      );
      throw error;
    } finally {
      connected.abort();
    }
  }

  end(): Promise<void> {
    return this.#pool.end();
  }
}

/** A request has less time than a statement may take, when others took most of it. */
function shortest(timeoutMs: number): number {
  return Math.ceil(Math.min(timeoutMs, waitMs(timeoutMs)));
}

/** The server is to be the one to give up, because then the connection is still good. */
const graceMs = 250;

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
        query_timeout: shortest(this.#timeoutMs) + graceMs,
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
      ? `${text}; set local statement_timeout = ${shortest(this.#timeoutMs)}; ` +
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
