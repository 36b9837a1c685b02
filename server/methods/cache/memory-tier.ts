/** The lists this process has at hand: as many as fit into so many bytes, the last used ones. */
import { LRUCache } from "lru-cache";
import type { RenderedRows } from "./methods-cache.ts";

export interface Entry {
  readonly rows: RenderedRows;
  readonly fetchedAt: number;
  freshUntil: number;
  /** The purge generation in which it was last known to be good. */
  generation: number;
  /**
   * The gateway's list as JSON, until the database has it: of what was stored and is not there any
   * more it is known that it was purged.
   */
  unstored: string | undefined;
  isBeingStored: boolean;
  /** Refreshes that failed in a row, and until when none is tried again. */
  failures: number;
  restsUntil: number;
}

/** What an entry costs beside its texts, about. */
const overhead = 1_000;

export type MemoryTier = LRUCache<string, Entry>;

/** @param maxBytes of text in all; what one list alone has too many of is not kept */
export function createMemoryTier(maxBytes: number): MemoryTier {
  return new LRUCache({
    maxSize: maxBytes,
    // A text with one letter that is not Latin takes two bytes for each.
    sizeCalculation: ({ rows, unstored = "" }, key) =>
      rows.size + 2 * unstored.length + 2 * key.length + overhead,
  });
}
