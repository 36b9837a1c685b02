/**
 * Lists of methods, one entry for each canonical filter. Concurrent misses of one key make one
 * upstream call. Fresh entries are served; stale ones are served at once while one refresh runs;
 * when the gateway fails, the last good list is served as long as it may be.
 */
import type { MethodFilter, PurgeFilter } from "../../../contract/contract.ts";
import type { ProviderId } from "../../../contract/vocabulary.ts";
import type { FetchedList, ProviderMethod } from "../../providers/provider.ts";

export interface RankedRow {
  /** From 0. */
  readonly rank: number;
  readonly text: string;
}

/** A gateway's rows, ready to be sent: an entry holds this and nothing that it is made of. */
export interface RenderedRows {
  /** JSON in UTF-8, one character a byte (`latin1`), without the brackets of the list. */
  readonly text: string;
  /** Those that come before any gateway's others, in the operator's order, each written like that. */
  readonly first: readonly RankedRow[];
  /** Characters of all of them. */
  readonly size: number;
  /** Differs wherever the text does. */
  readonly tag: string;
}

/** What a list is kept under. Filters that mean the same have the same. */
export interface ListName {
  readonly key: string;
  /** Normalised: equal filters are asked for in equal words. */
  readonly filter: MethodFilter;
}

export interface ListSource {
  /** Asks the gateway. */
  readonly load: (filter: MethodFilter, signal: AbortSignal) => Promise<readonly ProviderMethod[]>;
  /** Once for each list that is loaded, or read from the database. */
  readonly render: (methods: readonly ProviderMethod[]) => RenderedRows;
}

export interface CachedList {
  readonly rows: RenderedRows;
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
  nameOf(scope: ListScope, filter: MethodFilter): ListName;
  /**
   * The list of that name, loading it at most once however many ask.
   * @param mayLoad asked once before a cold miss goes upstream; throwing in it refuses the miss
   * @throws whatever `load` threw, when there is no list that may still be served
   */
  get(name: ListName, source: ListSource, mayLoad?: () => Promise<void>): Promise<CachedList>;
  /** What `get` would answer without waiting: a fresh list that is certainly not purged. */
  atHand(name: ListName): CachedList | undefined;
  /** Drops every entry that a filter matches, or all; every instance obeys within 2 s. */
  purge(filter: PurgeFilter): Promise<void>;
  close(): Promise<void>;
}
