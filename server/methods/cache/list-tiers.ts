/**
 * Memory over the database. How a purge reaches every instance: it deletes the rows it concerns and
 * raises a generation that each instance looks at every second. Who sees a new generation does not
 * know what was purged, so before it serves an entry again it looks whether the row is still there.
 */
import type { PurgeFilter } from "../../../contract/contract.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ProviderMethod } from "../../providers/provider.ts";
import type { DatabaseTier } from "./database-tier.ts";
import { matchesPurge } from "./filter-key.ts";
import { createMemoryTier, type Entry, type MemoryTier } from "./memory-tier.ts";
import type { ListSource } from "./methods-cache.ts";

export interface ListTiersOptions {
  readonly database: DatabaseTier;
  readonly clock: Clock;
  readonly ttlMs: number;
  /** Of the lists in memory. */
  readonly maxBytes: number;
}

type Render = ListSource["render"];

export class ListTiers {
  readonly #database: DatabaseTier;
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #memory: MemoryTier;
  readonly #recalls = new Map<string, Promise<Entry | undefined>>();
  readonly #writes = new Set<Promise<void>>();

  constructor(options: ListTiersOptions) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#ttlMs = options.ttlMs;
    this.#memory = createMemoryTier(options.maxBytes);
  }

  /** The generation that what is found now is good in. */
  get generation(): number {
    return this.#database.generation;
  }

  /** The last list kept under a key and not purged since, fresh or not. */
  async find(key: string, render: Render): Promise<Entry | undefined> {
    await this.#database.look();
    const entry = this.#memory.get(key);
    if (entry?.generation !== this.generation) return this.recall(key, render);
    this.#store(key, entry);
    return entry;
  }

  /** What find() would answer without looking anywhere. */
  atHand(key: string): Entry | undefined {
    return this.#database.isUpToDate ? this.kept(key) : undefined;
  }

  /** What was good when purges were last looked at, however long ago that was. */
  kept(key: string): Entry | undefined {
    const entry = this.#memory.get(key);
    return entry?.generation === this.generation ? entry : undefined;
  }

  /** Looks into the database, once for all who ask at the same time. */
  recall(key: string, render: Render): Promise<Entry | undefined> {
    let recall = this.#recalls.get(key);
    if (recall === undefined) {
      recall = this.#recall(key, render).finally(() => this.#recalls.delete(key));
      this.#recalls.set(key, recall);
    }
    return recall;
  }

  async #recall(key: string, render: Render): Promise<Entry | undefined> {
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
    const methods = parseMethods(row.body);
    if (methods === undefined) return undefined;
    return this.#remember(key, {
      ...blank,
      rows: render(methods),
      fetchedAt: row.fetchedAt,
      // A shorter time to live holds for older lists, too.
      freshUntil: Math.min(row.freshUntil, row.fetchedAt + this.#ttlMs),
      generation,
    });
  }

  /**
   * In memory, but not in the database. What the database never had (it failed when the list came)
   * may or may not have been purged since: it is served once more, as stale.
   */
  #missed(key: string, entry: Entry | undefined, generation: number): Entry | undefined {
    if (entry === undefined || entry.generation === generation) return entry;
    if (entry.unstored === undefined) {
      this.#memory.delete(key);
      return undefined;
    }
    entry.generation = generation;
    entry.unstored = undefined;
    entry.freshUntil = Math.min(entry.freshUntil, this.#clock.now());
    return entry;
  }

  /** A list that was just loaded, to be handed on. */
  fresh(generation: number, methods: readonly ProviderMethod[], render: Render): Entry {
    const fetchedAt = this.#clock.now();
    return {
      ...blank,
      rows: render(methods),
      unstored: JSON.stringify(methods),
      fetchedAt,
      freshUntil: fetchedAt + this.#ttlMs,
      generation,
    };
  }

  /** Unless it is known that somebody purged since it was asked for. */
  keep(key: string, entry: Entry): void {
    if (entry.generation !== this.generation) return;
    this.#remember(key, entry);
    this.#store(key, entry);
  }

  #remember(key: string, entry: Entry): Entry {
    this.#memory.set(key, entry);
    return entry;
  }

  #store(key: string, entry: Entry): void {
    const { generation, fetchedAt, freshUntil, unstored: body } = entry;
    if (body === undefined || entry.isBeingStored) return;
    entry.isBeingStored = true;
    const write = this.#database
      .write({ key, generation, fetchedAt, freshUntil, body })
      .then((isStored) => {
        if (isStored) entry.unstored = undefined;
        entry.isBeingStored = false;
        this.#writes.delete(write);
      });
    this.#writes.add(write);
  }

  /** @throws CheckoutError `ledger_unavailable` when only this instance obeys */
  async purge(filter: PurgeFilter): Promise<void> {
    const matches = (key: string) => matchesPurge(key, filter);
    for (const key of this.#memory.keys()) if (matches(key)) this.#memory.delete(key);
    await this.#database.purge(matches);
  }

  /** Resolves when the database has what was kept. */
  async settle(): Promise<void> {
    await Promise.all(this.#writes);
  }
}

/** Nothing failed yet, and the database has it. */
const blank = { unstored: undefined, isBeingStored: false, failures: 0, restsUntil: 0 };

/** Undefined for what cannot be read. */
function parseMethods(body: string): readonly ProviderMethod[] | undefined {
  try {
    const methods: unknown = JSON.parse(body);
    return Array.isArray(methods) ? (methods as ProviderMethod[]) : undefined;
  } catch {
    return undefined;
  }
}
