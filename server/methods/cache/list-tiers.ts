/**
 * Memory over the database. How a purge reaches every instance: it deletes the rows it concerns and
 * raises a generation that each instance looks at every second. Who sees a new generation does not
 * know what was purged, so before it serves an entry again it looks whether the row is still there.
 */
import type { PurgeFilter } from "../../../contract/contract.ts";
import type { Clock } from "../../platform/clock.ts";
import type { StoredList } from "../../ledger/ledger.ts";
import type { ProviderMethod } from "../../providers/provider.ts";
import type { DatabaseTier } from "./database-tier.ts";
import { matchesPurge } from "./filter-key.ts";
import { createMemoryTier, type Entry, type MemoryTier } from "./memory-tier.ts";

export interface ListTiersOptions {
  readonly database: DatabaseTier;
  readonly clock: Clock;
  readonly ttlMs: number;
  readonly maxEntries: number;
}

export class ListTiers {
  readonly #database: DatabaseTier;
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #memory: MemoryTier;
  readonly #recalls = new Map<string, Promise<Entry | undefined>>();
  readonly #storing = new Map<Entry, Promise<void>>();

  constructor(options: ListTiersOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#ttlMs = options.ttlMs;
    this.#memory = createMemoryTier(options.maxEntries);
  }

  /** The generation that what is found now is good in. */
  get generation(): number {
    return this.#database.generation;
  }

  /** Whether purges by other instances were looked at lately enough. */
  get isUpToDate(): boolean {
    return this.#database.isUpToDate;
  }

  /** The last list kept under a key and not purged since, fresh or not. */
  async find(key: string): Promise<Entry | undefined> {
    await this.#database.look();
    const entry = this.#memory.get(key);
    if (entry?.generation !== this.generation) return this.recall(key);
    if (!entry.stored) this.#store(key, entry);
    return entry;
  }

  /** What find() would answer without looking anywhere. */
  atHand(key: string): Entry | undefined {
    const entry = this.#memory.get(key);
    return entry?.generation === this.generation ? entry : undefined;
  }

  /** Looks into the database, once for all who ask at the same time. */
  recall(key: string): Promise<Entry | undefined> {
    let recall = this.#recalls.get(key);
    if (recall === undefined) {
      recall = this.#recall(key).finally(() => this.#recalls.delete(key));
      this.#recalls.set(key, recall);
    }
    return recall;
  }

  async #recall(key: string): Promise<Entry | undefined> {
    const { generation } = this;
    const before = this.#memory.peek(key);
    const row = await this.#database.read(key);
    const entry = this.#memory.peek(key);
    if (row === "unknown" || entry !== before) return entry;
    if (row === undefined) return this.#missed(key, entry, generation);
    if (entry !== undefined && row.fetchedAt <= entry.fetchedAt) {
      entry.generation = generation;
      return entry;
    }
    return this.#remember(key, toEntry(row, generation, this.#ttlMs));
  }

  /**
   * In memory, but not in the database. What the database never had (it failed when the list came)
   * may or may not have been purged since: it is served once more, as stale.
   */
  #missed(key: string, entry: Entry | undefined, generation: number): Entry | undefined {
    if (entry === undefined || entry.generation === generation) return entry;
    if (entry.stored) {
      this.#memory.delete(key);
      return undefined;
    }
    entry.generation = generation;
    entry.stored = true;
    entry.freshUntil = Math.min(entry.freshUntil, this.#clock.now());
    return entry;
  }

  /** A list that was just loaded; `mayKeep` false = it is only handed on. */
  keep(
    key: string,
    generation: number,
    methods: readonly ProviderMethod[],
    mayKeep: boolean,
  ): Entry {
    const fetchedAt = this.#clock.now();
    const entry: Entry = {
      methods,
      body: JSON.stringify(methods),
      fetchedAt,
      freshUntil: fetchedAt + this.#ttlMs,
      generation,
      stored: false,
      failures: 0,
      restsUntil: 0,
    };
    if (!mayKeep || generation !== this.generation) return entry;
    this.#remember(key, entry);
    this.#store(key, entry);
    return entry;
  }

  #remember(key: string, entry: Entry | undefined): Entry | undefined {
    if (entry !== undefined) this.#memory.set(key, entry);
    return entry;
  }

  #store(key: string, entry: Entry): void {
    if (this.#storing.has(entry)) return;
    const { generation, fetchedAt, freshUntil, body } = entry;
    const storing = this.#database
      .write({ key, generation, fetchedAt, freshUntil, body })
      .then((isStored) => {
        entry.stored ||= isStored;
        this.#storing.delete(entry);
      });
    this.#storing.set(entry, storing);
  }

  /** @throws CheckoutError `ledger_unavailable` when only this instance obeys */
  async purge(filter: PurgeFilter): Promise<void> {
    const matches = (key: string) => matchesPurge(key, filter);
    for (const key of this.#memory.keys()) if (matches(key)) this.#memory.delete(key);
    await this.#database.purge(matches);
  }

  /** Resolves when the database has what was kept. */
  async settle(): Promise<void> {
    await Promise.all(this.#storing.values());
  }
}

/** Undefined for what cannot be read. A shorter time to live holds for older lists, too. */
function toEntry(row: StoredList, generation: number, ttlMs: number): Entry | undefined {
  const { body, fetchedAt } = row;
  const methods = parseMethods(body);
  if (methods === undefined) return undefined;
  const freshUntil = Math.min(row.freshUntil, fetchedAt + ttlMs);
  return {
    methods,
    body,
    fetchedAt,
    freshUntil,
    generation,
    stored: true,
    failures: 0,
    restsUntil: 0,
  };
}

function parseMethods(body: string): readonly ProviderMethod[] | undefined {
  try {
    const methods: unknown = JSON.parse(body);
    return Array.isArray(methods) ? (methods as ProviderMethod[]) : undefined;
  } catch {
    return undefined;
  }
}
