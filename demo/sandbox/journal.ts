/**
 * What went over the wire, opened: the thing a developer looks for when a payment does not work.
 * Bounded, and without secrets (see masking.ts), so that it can be shown on a page.
 */
import type { GatewayName } from "./behaviours.ts";
import { maskMessage } from "./masking.ts";

export interface JournalEntry {
  /** Rises by one, never used twice in the life of a sandbox. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly gateway: GatewayName;
  /** Who sent it: the merchant's server, the gateway, or the shopper's browser. */
  readonly from: "merchant" | "gateway" | "shopper";
  readonly kind: "request" | "answer";
  /** `PREPAY_INIT`, `callback`, `payment-methods`, `webhook`, `page` … */
  readonly call: string;
  /** Joins a request and its answer. */
  readonly exchange: number;
  /** The merchant's number of the order, where the message is about one. */
  readonly orderId: string | null;
  /** HTTP, of answers; null where there was none. */
  readonly status: number | null;
  /** As it was on the wire, where that differs from what it says: OTT Pay's sealed messages. */
  readonly sealed: unknown;
  readonly opened: unknown;
  /** In words, where something out of the ordinary happened. */
  readonly note: string | null;
}

export type JournalNote = Omit<JournalEntry, "sequence" | "at" | "sealed" | "note"> & {
  readonly sealed?: unknown;
  readonly note?: string | null;
};

export interface Journal {
  /** Oldest first; those after the sequence number `since`. */
  entries(since?: number): readonly JournalEntry[];
  /** Told of every new entry until the returned function is called. */
  onEntry(listener: (entry: JournalEntry) => void): () => void;
}

const mostEntries = 1000;

export class GatewayJournal implements Journal {
  readonly #now: () => number;
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  #entries: JournalEntry[] = [];
  #sequence = 0;
  #exchanges = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  entries(since = 0): readonly JournalEntry[] {
    return this.#entries.filter(({ sequence }) => sequence > since);
  }

  onEntry(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  nextExchange(): number {
    this.#exchanges += 1;
    return this.#exchanges;
  }

  record(note: JournalNote): void {
    this.#sequence += 1;
    const entry: JournalEntry = {
      ...note,
      sequence: this.#sequence,
      at: new Date(this.#now()).toISOString(),
      sealed: maskMessage(note.sealed ?? null),
      opened: maskMessage(note.opened),
      note: note.note ?? null,
    };
    this.#entries.push(entry);
    if (this.#entries.length > mostEntries) this.#entries.shift();
    for (const listener of this.#listeners) listener(entry);
  }

  clear(): void {
    this.#entries = [];
  }
}
