/** What the ledger keeps for the shop: events, until they are delivered or given up. */
import type { ShopEvent } from "../../contract/contract.ts";
import type { ShopEventType } from "../../contract/vocabulary.ts";

export interface NewEvent {
  readonly id: string;
  readonly type: ShopEventType;
  readonly at: number;
  readonly sessionId: string;
  readonly paymentId: string | null;
  readonly payload: ShopEvent["data"];
}

export interface StoredEvent {
  readonly event: ShopEvent;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  readonly failedAt: number | null;
  readonly lastError: string | null;
}

/**
 * At most `limit` events that are due at `now`, leased until `now + leaseMs`. What a clock that is
 * ahead wrote is due, holds nothing back while it waits, and is free where it leased it for longer.
 */
export interface EventClaim {
  readonly now: number;
  readonly leaseMs: number;
  /** An event is held back while an earlier one is undelivered and less old than this. */
  readonly holdMs: number;
  readonly limit: number;
}

export interface FailedDelivery {
  readonly at: number;
  readonly error: string;
  /** Null = given up. */
  readonly nextAttemptAt: number | null;
}

/** In ms since 1970. */
export interface Period {
  /** Made then or later. */
  readonly from?: number | undefined;
  /** Made before. */
  readonly to?: number | undefined;
}

export interface EventOutbox {
  eventsAfter(sequence: number, limit: number, period?: Period): Promise<readonly ShopEvent[]>;
  /**
   * Undelivered events, lowest sequence first. One is not held back by an earlier one that is
   * leased to this very call.
   */
  claimDueEvents(claim: EventClaim): Promise<readonly StoredEvent[]>;
  /**
   * Moves the end of an event's lease from `held`, by which its holder is known, to `until`; null
   * gives it back. Resolves to false, and changes nothing, where it is somebody else's by now.
   */
  moveEventLease(sequence: number, held: number, until: number | null): Promise<boolean>;
  markEventDelivered(sequence: number, at: number): Promise<void>;
  markEventFailed(sequence: number, failed: FailedDelivery): Promise<void>;
  listFailedEvents(limit: number): Promise<readonly StoredEvent[]>;
  /** Makes failed events, or the one named, due again. Resolves to how many. */
  replayEvents(at: number, sequence?: number): Promise<number>;
}
