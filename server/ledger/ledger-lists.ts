/** What the ledger keeps of method lists, between restarts and for all instances. */

/** A cached list as it is stored. */
export interface StoredList {
  readonly key: string;
  /** The purge generation it was fetched under; 0 = of none, never refused as outdated. */
  readonly generation: number;
  readonly fetchedAt: number;
  readonly freshUntil: number;
  /** JSON text. */
  readonly body: string;
}

export interface ListStore {
  readList(key: string): Promise<StoredList | undefined>;
  writeList(list: StoredList): Promise<void>;
  /** Drops lists whose key `matches`, and raises the generation. */
  purgeLists(matches: (key: string) => boolean): Promise<void>;
  listGeneration(): Promise<number>;
}
