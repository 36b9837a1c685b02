/** The lists this process has at hand: a bounded number of them, of bounded size in all. */
import { LRUCache } from "lru-cache";
import type { ProviderMethod } from "../../providers/provider.ts";

export interface Entry {
  /** The same array as long as the list is the same: what is derived from it can be kept with it. */
  readonly methods: readonly ProviderMethod[];
  /** The same as JSON text. */
  readonly body: string;
  readonly fetchedAt: number;
  freshUntil: number;
  /** The purge generation in which it was last known to be good. */
  generation: number;
  /** True when the database was given it: what is not there any more was purged. */
  stored: boolean;
  /** Refreshes that failed in a row, and until when none is tried again. */
  failures: number;
  restsUntil: number;
}

/** Characters of JSON in all. */
const maxSize = 64 * 1024 * 1024;

export type MemoryTier = LRUCache<string, Entry>;

export function createMemoryTier(maxEntries: number): MemoryTier {
  return new LRUCache({ max: maxEntries, maxSize, sizeCalculation: ({ body }) => body.length + 1 });
}
