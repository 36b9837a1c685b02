/** Lists of methods: fresh ones are served, stale ones too while they are refreshed, others loaded. */
import type { MethodFilter, PurgeFilter } from "../../../contract/contract.ts";
import type { Clock } from "../../platform/clock.ts";
import { DatabaseTier, type CacheLog, type ListLedger } from "./database-tier.ts";
import { canonicalFilter, filterKey, matchesPurge } from "./filter-key.ts";
import { ListTiers } from "./list-tiers.ts";
import { Loads, type LoadMethods } from "./loads.ts";
import type { Entry } from "./memory-tier.ts";
import type { CachedList, ListScope, MethodsCache } from "./methods-cache.ts";

export interface MethodsCacheOptions {
  readonly ledger: ListLedger;
  readonly clock: Clock;
  readonly ttlMs: number;
  /** How long after its expiry a list may still be served. */
  readonly staleMs: number;
  readonly maxEntries: number;
  readonly log?: CacheLog;
}

export function createMethodsCache(options: MethodsCacheOptions): MethodsCache {
  return new TieredMethodsCache(options);
}

/** Rests after failed refreshes double, from the first to the longest. */
const firstRestMs = 1_000;
const longestRestMs = 60_000;

class TieredMethodsCache implements MethodsCache {
  readonly #options: MethodsCacheOptions;
  readonly #tiers: ListTiers;
  readonly #loads: Loads<Entry>;
  #purges = 0;
  readonly #refreshing = new Map<Entry, Promise<void>>();

  constructor(options: MethodsCacheOptions) {
    const { ledger, clock, log, ttlMs, maxEntries } = options;
    this.#options = options;
    const database = new DatabaseTier(ledger, clock, log);
    this.#tiers = new ListTiers({ database, clock, ttlMs, maxEntries });
    this.#loads = new Loads(clock);
  }

  async get(
    scope: ListScope,
    filter: MethodFilter,
    loadFor: Parameters<MethodsCache["get"]>[2],
    mayLoad?: () => Promise<void>,
  ): Promise<CachedList> {
    const normalised = canonicalFilter(filter, scope.list.defaults);
    const key = filterKey(scope, normalised);
    const load: LoadMethods = (signal) => loadFor(normalised, signal);
    const entry = await this.#tiers.find(key);
    if (this.#isFresh(entry)) return toList(entry, "hit");
    if (this.#isFresh(entry, this.#options.staleMs)) {
      this.#refresh(key, entry, load);
      return toList(entry, "stale");
    }
    return toList(await this.#loadCold(key, load, mayLoad), "miss");
  }

  revision(): number | undefined {
    // Both only grow, so that their sum is never the same again after either did.
    return this.#tiers.isUpToDate ? this.#tiers.generation + this.#purges : undefined;
  }

  async purge(filter: PurgeFilter): Promise<void> {
    this.#purges += 1;
    this.#loads.forget((key) => matchesPurge(key, filter));
    await this.#tiers.purge(filter);
  }

  async close(): Promise<void> {
    this.#loads.close();
    await Promise.all(this.#refreshing.values());
    await this.#tiers.settle();
  }

  /** A refused caller still gets the answer of a call that somebody else was allowed to make. */
  async #loadCold(
    key: string,
    load: LoadMethods,
    mayLoad: (() => Promise<void>) | undefined,
  ): Promise<Entry> {
    if (mayLoad !== undefined && !this.#isLoading(key)) {
      await this.#loads.permit(key, mayLoad).catch((refusal: unknown) => {
        if (!this.#isLoading(key) && !this.#isFresh(this.#tiers.atHand(key))) throw refusal;
      });
      const entry = this.#tiers.atHand(key);
      if (this.#isFresh(entry)) return entry;
    }
    return this.#load(key, load);
  }

  #isFresh(entry: Entry | undefined, graceMs = 0): entry is Entry {
    return entry !== undefined && this.#options.clock.now() < entry.freshUntil + graceMs;
  }

  #isLoading(key: string): boolean {
    return this.#loads.isRunning(key, this.#tiers.generation);
  }

  #load(key: string, load: LoadMethods): Promise<Entry> {
    const { generation } = this.#tiers;
    return this.#loads.run(key, generation, load, (methods, mayKeep) =>
      this.#tiers.keep(key, generation, methods, mayKeep),
    );
  }

  #refresh(key: string, entry: Entry, load: LoadMethods): void {
    if (this.#refreshing.has(entry) || this.#options.clock.now() < entry.restsUntil) return;
    const refreshing = this.#replace(key, load)
      .catch(() => this.#rest(entry))
      .finally(() => this.#refreshing.delete(entry));
    this.#refreshing.set(entry, refreshing);
  }

  /** By what another instance fetched meanwhile, or else from upstream. */
  async #replace(key: string, load: LoadMethods): Promise<void> {
    const newer = await this.#tiers.recall(key);
    if (this.#isFresh(newer)) return;
    await this.#load(key, load);
  }

  #rest(entry: Entry): void {
    entry.failures += 1;
    const restMs = Math.min(longestRestMs, firstRestMs * 2 ** (entry.failures - 1));
    entry.restsUntil = this.#options.clock.now() + restMs;
  }
}

function toList({ methods, fetchedAt, freshUntil }: Entry, from: CachedList["from"]): CachedList {
  return { methods, fetchedAt, freshUntil, from };
}
