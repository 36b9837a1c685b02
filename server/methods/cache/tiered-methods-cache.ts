/**
 * Lists of methods: fresh ones are served, stale ones too while they are refreshed, others loaded. One
 * that is older than a week is refreshed first, and served only where that fails.
 */
import type { MethodFilter, PurgeFilter } from "../../../contract/contract.ts";
import type { Clock } from "../../platform/clock.ts";
import { isAhead, restLeftMs } from "../../platform/wrong-clock.ts";
import { DatabaseTier, type CacheLog, type ListLedger } from "./database-tier.ts";
import { canonicalFilter, filterKey, matchesPurge } from "./filter-key.ts";
import { ListTiers } from "./list-tiers.ts";
import { Loads } from "./loads.ts";
import type { Entry } from "./memory-tier.ts";
import type { CachedList, ListName, ListScope, ListSource, MethodsCache } from "./methods-cache.ts";

export interface MethodsCacheOptions {
  readonly ledger: ListLedger;
  readonly clock: Clock;
  readonly ttlMs: number;
  /** How long after its expiry a list may still be served. */
  readonly staleMs: number;
  /** Of the lists in memory. */
  readonly maxBytes: number;
  readonly log?: CacheLog;
}

export function createMethodsCache(options: MethodsCacheOptions): MethodsCache {
  return new TieredMethodsCache(options);
}

/** What Ottu says how long a list may be kept. */
const longestKeptMs = 7 * 24 * 3_600_000;

/** Rests after failed refreshes double, from the first to the longest. */
const firstRestMs = 1_000;
const longestRestMs = 60_000;

class TieredMethodsCache implements MethodsCache {
  readonly #options: MethodsCacheOptions;
  readonly #tiers: ListTiers;
  readonly #loads: Loads<Entry>;
  readonly #refreshing = new Map<string, Promise<Entry | undefined>>();

  constructor(options: MethodsCacheOptions) {
    const { ledger, clock, log, ttlMs, maxBytes } = options;
    this.#options = options;
    const database = new DatabaseTier(ledger, clock, log);
    this.#tiers = new ListTiers({ database, clock, ttlMs, maxBytes });
    this.#loads = new Loads(clock);
  }

  nameOf(scope: ListScope, filter: MethodFilter): ListName {
    const normalised = canonicalFilter(filter, scope.list.defaults);
    return { key: filterKey(scope, normalised), filter: normalised };
  }

  async get(
    name: ListName,
    source: ListSource,
    mayLoad?: () => Promise<void>,
  ): Promise<CachedList> {
    const entry = await this.#tiers.find(name.key, source.render);
    if (this.#isFresh(entry)) return toList(entry, "hit");
    if (this.#mayServe(entry, this.#options.staleMs)) {
      const refreshing = this.#refresh(name, entry, source);
      if (!this.#isOld(entry)) return toList(entry, "stale");
      const newer = await refreshing;
      if (newer !== undefined) return toList(newer, "miss");
      // Somebody may have purged it while the gateway was waited for.
      const kept = await this.#tiers.find(name.key, source.render);
      if (kept !== undefined) return toList(kept, this.#isFresh(kept) ? "hit" : "stale");
    }
    return toList(await this.#loadCold(name, source, mayLoad), "miss");
  }

  atHand({ key }: ListName): CachedList | undefined {
    const entry = this.#tiers.atHand(key);
    return this.#isFresh(entry) ? toList(entry, "hit") : undefined;
  }

  async purge(filter: PurgeFilter): Promise<void> {
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
    name: ListName,
    source: ListSource,
    mayLoad: (() => Promise<void>) | undefined,
  ): Promise<Entry> {
    const { key } = name;
    if (mayLoad !== undefined && !this.#isLoading(key)) {
      await this.#loads.permit(key, mayLoad).catch((refusal: unknown) => {
        if (!this.#isLoading(key) && !this.#isFresh(this.#tiers.kept(key))) throw refusal;
      });
      const entry = this.#tiers.kept(key);
      if (this.#isFresh(entry)) return entry;
    }
    return this.#load(name, source);
  }

  /** How old a list is that is said to come from the future is not known: it is stale at best. */
  #isFresh(entry: Entry | undefined): entry is Entry {
    return this.#mayServe(entry, 0) && !isAhead(entry.fetchedAt, this.#options.clock.now());
  }

  #mayServe(entry: Entry | undefined, graceMs: number): entry is Entry {
    return entry !== undefined && this.#options.clock.now() < entry.freshUntil + graceMs;
  }

  #isOld({ fetchedAt }: Entry): boolean {
    return this.#options.clock.now() - fetchedAt > longestKeptMs;
  }

  #isLoading(key: string): boolean {
    return this.#loads.isRunning(key, this.#tiers.generation);
  }

  #load({ key, filter }: ListName, { load, render }: ListSource): Promise<Entry> {
    const { generation } = this.#tiers;
    return this.#loads.run(
      key,
      generation,
      (signal) => load(filter, signal),
      (methods, mayKeep) => {
        const entry = this.#tiers.fresh(generation, methods, render);
        if (mayKeep) this.#tiers.keep(key, entry);
        return entry;
      },
    );
  }

  /** Resolves to the newer list; to undefined where it fails, or failed just now. */
  async #refresh(name: ListName, entry: Entry, source: ListSource): Promise<Entry | undefined> {
    const { key } = name;
    const running = this.#refreshing.get(key);
    if (running !== undefined) return running;
    if (this.#isResting(entry)) return undefined;
    const refreshing = this.#replace(name, source)
      .catch(() => this.#rest(entry))
      .finally(() => this.#refreshing.delete(key));
    this.#refreshing.set(key, refreshing);
    return refreshing;
  }

  #isResting({ restsUntil }: Entry): boolean {
    return restLeftMs(restsUntil, this.#options.clock.now(), longestRestMs) > 0;
  }

  /** By what another instance fetched meanwhile, or else from upstream. */
  async #replace(name: ListName, source: ListSource): Promise<Entry> {
    const newer = await this.#tiers.recall(name.key, source.render);
    return this.#isFresh(newer) ? newer : this.#load(name, source);
  }

  #rest(entry: Entry): undefined {
    entry.failures += 1;
    const restMs = Math.min(longestRestMs, firstRestMs * 2 ** (entry.failures - 1));
    entry.restsUntil = this.#options.clock.now() + restMs;
  }
}

function toList({ rows, fetchedAt, freshUntil }: Entry, from: CachedList["from"]): CachedList {
  return { rows, fetchedAt, freshUntil, from };
}
