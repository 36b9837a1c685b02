/**
 * One connection to the file, shared by all steps of this process: one at a time is at it, and none
 * stays at it to wait for another process. Who finds that one in the way leaves, and comes back in a
 * moment; meanwhile who only reads passes. Of those who want to write the first one tries, and the
 * others stand behind it, so that a crowd costs no more than one.
 *
 * SQLite's own busy time-out would hold up the event loop, and with it the transaction that is waited
 * for, should it be of this very process.
 */
import type { DatabaseSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import { CompiledQuery, type DatabaseConnection, type QueryResult } from "kysely";
import { beginWait, TookTooLong, type Patience } from "./patience.ts";
import { Turns } from "./turns.ts";

/** What all steps share. */
export class SqliteTurns {
  readonly patience: Patience;
  readonly readers: Turns;
  readonly writers: Turns;
  readonly connection: Turns;
  /** Steps that found another process in the way, and come back in a moment. */
  #away = 0;

  constructor(patience: Patience) {
    this.patience = patience;
    this.readers = new Turns(patience.clock);
    this.writers = new Turns(patience.clock);
    this.connection = new Turns(patience.clock);
  }

  async stayAway(ms: number): Promise<void> {
    this.#away += 1;
    await this.patience.clock.wait(ms);
    this.#away -= 1;
  }

  get isSomebodyAway(): boolean {
    return this.#away > 0;
  }
}

/** The connection as one step has it. */
export class StepConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #database: DatabaseSync;
  readonly #turns: SqliteTurns;
  /** Of the transaction that this step is in. */
  #lane: Turns | undefined;

  constructor(connection: DatabaseConnection, database: DatabaseSync, turns: SqliteTurns) {
    this.#connection = connection;
    this.#database = database;
    this.#turns = turns;
  }

  /**
   * A transaction that writes begins `immediate`: one that reads first and locks later fails, without
   * waiting, when another connection wrote in between.
   */
  async begin(isReadOnly: boolean): Promise<void> {
    const lane = isReadOnly ? this.#turns.readers : this.#turns.writers;
    const begin = CompiledQuery.raw(isReadOnly ? "begin" : "begin immediate");
    await this.#enter(lane, () => this.#connection.executeQuery(begin));
    this.#lane = lane;
  }

  /** Within a transaction nothing is busy: it has the database already. */
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#lane !== undefined) return this.#connection.executeQuery(query);
    const lane = query.sql.startsWith("select") ? this.#turns.readers : this.#turns.writers;
    const result = await this.#enter(lane, () => this.#connection.executeQuery<Row>(query));
    this.#leave(lane);
    return result;
  }

  streamQuery<Row>(
    query: CompiledQuery,
    chunkSize: number,
  ): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery(query, chunkSize);
  }

  /** Where a transaction's end failed it may still be open; after some failures SQLite has ended it. */
  release(): void {
    const lane = this.#lane;
    if (lane === undefined) return;
    this.#lane = undefined;
    try {
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec("rollback");
    } finally {
      this.#leave(lane);
    }
  }

  /** Does `work` when its turn has come and no other process is in the way; then both are this step's. */
  async #enter<Result>(lane: Turns, work: () => Promise<Result>): Promise<Result> {
    const turns = this.#turns;
    const left = beginWait(turns.patience);
    // Reads without end, one after the other, never let go of the process: nobody could come back.
    if (turns.isSomebodyAway) await nextTurn();
    if (!lane.takeFree() && !(await lane.take(left()))) throw new TookTooLong();
    try {
      return await whenNotBusy(
        () => this.#atConnection(left(), work),
        left,
        (ms) => turns.stayAway(ms),
      );
    } catch (error) {
      lane.pass();
      throw error;
    }
  }

  /** Stays at the connection only where `work` succeeds. */
  async #atConnection<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
    const { connection } = this.#turns;
    if (!connection.takeFree() && !(await connection.take(ms))) throw new TookTooLong();
    try {
      return await work();
    } catch (error) {
      connection.pass();
      throw error;
    }
  }

  #leave(lane: Turns): void {
    this.#turns.connection.pass();
    lane.pass();
  }
}

const busyCode = 5;
/** What others hold they most often hold for less; and nobody is kept from an open lock for long. */
const soonestMs = 2;
const latestMs = 20;

/**
 * Tries until no other connection is in the way, or the time is over.
 * @param left of the time, in ms
 */
export async function whenNotBusy<Result>(
  work: () => Result | Promise<Result>,
  left: () => number,
  wait: (ms: number) => Promise<void>,
): Promise<Result> {
  for (let pauseMs = soonestMs; ; pauseMs = Math.min(pauseMs * 1.2, latestMs)) {
    try {
      return await work();
    } catch (error) {
      const isBusy = (error as { errcode?: number }).errcode === busyCode;
      if (!isBusy || left() <= 0) throw error;
    }
    await wait(Math.min(pauseMs, Math.max(0, left())));
  }
}
