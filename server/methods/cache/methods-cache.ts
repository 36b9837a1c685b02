/**
 * Lists of methods, one entry for each canonical filter. Concurrent misses of one key make one
 * upstream call. Fresh entries are served; stale ones are served at once while one refresh runs;
 * when the gateway fails, the last good list is served as long as it may be.
 */
import type { MethodFilter, PurgeFilter } from "../../../contract/contract.ts";
import type { ProviderId } from "../../../contract/vocabulary.ts";
import type { FetchedList, ProviderMethod } from "../../providers/provider.ts";

export interface CachedList {
  readonly methods: readonly ProviderMethod[];
  /** ms since 1970. */
  readonly fetchedAt: number;
  readonly freshUntil: number;
  /** How it was come by, for `Cache-Status`. */
  readonly from: "hit" | "stale" | "miss";
}

/** Whose list it is. */
export interface ListScope {
  readonly account: string;
  readonly provider: ProviderId;
  readonly list: FetchedList;
}

export interface MethodsCache {
  /**
   * The list for `filter`, loading it at most once however many ask.
   * @param load is given the filter normalised, so that equal filters are asked for in equal words
   * @param mayLoad asked once before a cold miss goes upstream; throwing in it refuses the miss
   * @throws whatever `load` threw, when there is no list that may still be served
   */
  get(
    scope: ListScope,
    filter: MethodFilter,
    load: (filter: MethodFilter, signal: AbortSignal) => Promise<readonly ProviderMethod[]>,
    mayLoad?: () => Promise<void>,
  ): Promise<CachedList>;
  /**
   * Changes whenever a fresh list that was served before may have been purged. Undefined when that
   * is not known now: `get` finds out.
   */
  revision(): number | undefined;
  /** Drops every entry that a filter matches, or all; every instance obeys within 2 s. */
  purge(filter: PurgeFilter): Promise<void>;
  close(): Promise<void>;
}
