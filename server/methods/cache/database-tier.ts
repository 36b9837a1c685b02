/**
 * The lists that outlive this process and are shared with others, and the purge generation by which
 * all instances hear of a purge. The ledger may be slow or gone: it is waited for a moment only,
 * then left alone for a while, and the cache goes on with what it has in memory.
 */
import type { Clock } from "../../platform/clock.ts";
import type { Ledger, StoredList } from "../../ledger/ledger.ts";

export type ListLedger = Pick<Ledger, "readList" | "writeList" | "purgeLists" | "listGeneration">;

export interface CacheLog {
  warn(fields: Readonly<Record<string, string | number>>, message: string): void;
}

/** How old what is known of purges may be. */
const lookEveryMs = 1_000;
const patienceMs = 500;
const restMs = 1_000;

/** The generation before the ledger was first heard; its own begin above. */
export const unknownGeneration = 0;

export class DatabaseTier {
  readonly #ledger: ListLedger;
  readonly #clock: Clock;
  readonly #log: CacheLog | undefined;
  #generation = unknownGeneration;
  #lookedAt = -Infinity;
  #looking: Promise<void> | undefined;
  #restsUntil = -Infinity;
  #isFailing = false;

  constructor(ledger: ListLedger, clock: Clock, log: CacheLog | undefined) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
  }

  /** The purge generation as of the last look. */
  get generation(): number {
    return this.#generation;
  }

  /** Whether what is known of purges is at most a second old. */
  get isUpToDate(): boolean {
    const ageMs = this.#clock.now() - this.#lookedAt;
    // Looked at in the future: by a clock that was wrong.
    return ageMs >= 0 && ageMs < lookEveryMs;
  }

  /** Resolves when what is known of purges is at most a second old, or cannot be had now. */
  async look(): Promise<void> {
    if (this.isUpToDate) return;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async #look(): Promise<void> {
    const startedAt = this.#clock.now();
    const generation = await this.#ask(() => this.#ledger.listGeneration());
    if (generation === "unknown") return;
    this.#lookedAt = startedAt;
    this.#generation = Math.max(this.#generation, generation);
  }

  /** `unknown` when the ledger cannot say. */
  read(key: string): Promise<StoredList | undefined | "unknown"> {
    return this.#ask(() => this.#ledger.readList(key));
  }

  /** Resolves to whether the ledger has taken it; never rejects. */
  async write(list: StoredList): Promise<boolean> {
    if (list.generation === unknownGeneration || this.#isResting()) return false;
    try {
      await this.#ledger.writeList(list);
      return true;
    } catch (error) {
      this.#rest(error);
      return false;
    }
  }

  /** @throws CheckoutError `ledger_unavailable`: then other instances have not heard of it */
  async purge(matches: (key: string) => boolean): Promise<void> {
    await this.#ledger.purgeLists(matches);
    await this.#looking;
    this.#lookedAt = -Infinity;
    await this.look();
  }

  #isResting(): boolean {
    const leftMs = this.#restsUntil - this.#clock.now();
    return leftMs > 0 && leftMs <= restMs;
  }

  async #ask<Answer>(question: () => Promise<Answer>): Promise<Answer | "unknown"> {
    if (this.#isResting()) return "unknown";
    const answered = new AbortController();
    const tired = this.#clock.wait(patienceMs, answered.signal).then(() => {
      throw new Error("the ledger did not answer in time");
    });
    try {
      const answer = await Promise.race([question(), tired]);
      this.#isFailing = false;
      return answer;
    } catch (error) {
      this.#rest(error);
      return "unknown";
    } finally {
      tired.catch(() => undefined);
      answered.abort();
    }
  }

  #rest(error: unknown): void {
    this.#restsUntil = this.#clock.now() + restMs;
    if (this.#isFailing) return;
    this.#isFailing = true;
    const reason = error instanceof Error ? error.message : "unknown";
    this.#log?.warn({ reason }, "method lists are kept in memory only while the ledger fails");
  }
}
