/**
 * What we remember. One law: everything that changes a purchase (its sessions, payments, history,
 * events) happens in `decide`, one transaction under the lock of that purchase's row, so that two
 * processes can never judge the same purchase at once, and an event exists exactly if its cause does.
 *
 * Times are ms since 1970, UTC. Amounts are decimal strings with all decimals of their currency.
 */
import type { Customer, MethodFilter, PaymentTerms, ShopEvent } from "../../contract/contract.ts";
import type {
  Evidence,
  PaymentStatus,
  ProviderId,
  SessionStatus,
  ShopEventType,
} from "../../contract/vocabulary.ts";
import type { Charge } from "../providers/provider.ts";

export interface Session {
  readonly id: string;
  readonly orderRef: string;
  readonly status: SessionStatus;
  readonly amount: string;
  readonly currency: string;
  readonly account: string;
  readonly description: string | null;
  readonly locale: string | null;
  readonly returnUrl: string | null;
  readonly failureUrl: string | null;
  readonly customer: Customer | null;
  readonly filter: MethodFilter;
  readonly providers: readonly ProviderId[] | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly allowRepeat: boolean;
  /** What else the shop asked of the gateway. */
  readonly terms: PaymentTerms | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** When the shop stopped it, or a newer session of the same purchase took its place. */
  readonly canceledAt: number | null;
  readonly canceledBy: "shop" | "superseded" | null;
  /** When the reconciler must look at it next (to announce an end); null = never. */
  readonly nextCheckAt: number | null;
  /** When the status became final. */
  readonly endedAt: number | null;
  readonly erasedAt: number | null;
}

export interface Payment {
  readonly id: string;
  readonly sessionId: string;
  readonly orderRef: string;
  readonly provider: ProviderId;
  readonly account: string;
  /** Code (without the provider) of the method last chosen. */
  readonly method: string;
  readonly status: PaymentStatus;
  readonly reason: string | null;
  /** What the order asks for: the session's amount and currency. */
  readonly amount: string;
  readonly currency: string;
  /** What was charged, once the gateway said so and where it differs. */
  readonly chargedAmount: string | null;
  readonly chargedCurrency: string | null;
  /** The fee within what is charged, once known. */
  readonly fee: string | null;
  readonly discrepancy: "over" | null;
  /** What made it paid or authorized. */
  readonly evidence: Evidence | null;
  readonly orderNumber: string;
  readonly providerRef: string | null;
  readonly transactionRef: string | null;
  readonly link: string | null;
  readonly charges: Readonly<Record<string, Charge>>;
  /** Codes offered on the order. */
  readonly codes: readonly string[];
  readonly test: boolean;
  /** The gateway's answer was never seen: it may exist there, no link was handed out. */
  readonly orphan: boolean;
  readonly notifyToken: string;
  readonly returnToken: string;
  /** While set and not past, one caller is talking to the gateway about making this order. */
  readonly leaseToken: string | null;
  readonly leaseUntil: number | null;
  readonly createdAt: number;
  /** When the order can no longer be paid at the gateway; null while it does not exist there. */
  readonly expiresAt: number | null;
  readonly handedOutAt: number | null;
  /** The last attempt on a still open order was declined. */
  readonly attemptDeclined: boolean;
  /** Fee and tip named by verified notifications. */
  readonly statedFee: string | null;
  readonly statedTip: string | null;
  /** When the status became final. */
  readonly endedAt: number | null;
  /** When the gateway was first asked after the order's own end. */
  readonly askedAfterEndAt: number | null;
  readonly lastAskedAt: number | null;
  /** Money is no longer wanted: the order should be closed at the gateway. */
  readonly closeWanted: boolean;
  /** When the reconciler asks next; null = never again. */
  readonly nextAskAt: number | null;
  readonly askStep: number;
  /** While not past, one reconciler has it in hand. */
  readonly askLeaseUntil: number | null;
}

/** Who or what brought something about. */
export type Via =
  "shop" | "shopper" | "notification" | "return" | "start" | "reconciler" | "operator" | "clock";

export interface HistoryEntry {
  readonly paymentId: string;
  readonly at: number;
  readonly what: string;
  readonly via: Via;
}

/** An order of the shop, named by its `orderRef`, with everything we know of it, oldest first. */
export interface Purchase {
  readonly orderRef: string;
  readonly sessions: readonly Session[];
  readonly payments: readonly Payment[];
  readonly history: readonly HistoryEntry[];
}

export interface NewEvent {
  readonly id: string;
  readonly type: ShopEventType;
  readonly at: number;
  readonly sessionId: string;
  readonly paymentId: string | null;
  readonly payload: ShopEvent["data"];
}

/** A verified notification, with whitelisted fields. */
export interface NotificationRow {
  readonly fingerprint: string;
  readonly paymentId: string;
  readonly provider: ProviderId;
  readonly receivedAt: number;
  readonly matched: boolean;
  readonly facts: Readonly<Record<string, string>>;
}

export interface IdempotencyRow {
  /** Hash of the API key and the header's value. */
  readonly key: string;
  readonly bodyHash: string;
  readonly sessionId: string;
  readonly createdAt: number;
}

/**
 * What a decision wants written. Sessions and payments are whole rows, new or changed; only
 * columns that differ from what was read are written. Events get their sequence here, gap-free and
 * in commit order.
 */
export interface Decision<Result> {
  readonly result: Result;
  readonly sessions?: readonly Session[];
  readonly payments?: readonly Payment[];
  readonly history?: readonly HistoryEntry[];
  readonly events?: readonly NewEvent[];
  /** Ignored where the fingerprint is known already. */
  readonly notification?: NotificationRow;
  readonly idempotency?: IdempotencyRow;
}

export type PurchaseKey =
  { readonly orderRef: string } | { readonly sessionId: string } | { readonly paymentId: string };

export interface SessionQuery {
  readonly orderRef?: string;
  readonly status?: SessionStatus;
  readonly from?: number;
  readonly limit: number;
}

export interface StoredEvent {
  readonly event: ShopEvent;
  readonly attempts: number;
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  readonly failedAt: number | null;
  readonly lastError: string | null;
}

/** One account's credentials at one gateway. */
export interface AccountGateway {
  readonly provider: ProviderId;
  readonly account: string;
}

export interface OpenPayments extends AccountGateway {
  readonly count: number;
}

/** A cached list as it is stored between restarts and shared between instances. */
export interface StoredList {
  readonly key: string;
  /** The purge generation it was fetched under. */
  readonly generation: number;
  readonly fetchedAt: number;
  readonly freshUntil: number;
  /** JSON text. */
  readonly body: string;
}

/**
 * Every method rejects with `CheckoutError` `ledger_unavailable` when the database cannot be
 * reached or written; nothing is then half done.
 */
export interface Ledger {
  /**
   * Locks the purchase, reads it, asks `decide`, writes what it wants, commits durably, and resolves
   * to its result. `decide` is synchronous and may be called again after a conflict: it must not
   * have effects. Throwing in it rolls back and rejects with the same error.
   * An unknown `orderRef` is an empty purchase, made by the first write; an unknown session or
   * payment gives `undefined` without calling `decide`.
   */
  decide<Result>(
    of: { readonly orderRef: string },
    decide: (purchase: Purchase) => Decision<Result>,
  ): Promise<Result>;
  decide<Result>(
    of: PurchaseKey,
    decide: (purchase: Purchase) => Decision<Result>,
  ): Promise<Result | undefined>;

  findSession(id: string): Promise<Session | undefined>;
  /** The whole purchase that a session belongs to, without a lock. */
  readPurchase(of: PurchaseKey): Promise<Purchase | undefined>;
  /** Newest first. */
  listSessions(query: SessionQuery): Promise<readonly Session[]>;
  findPaymentByNotifyToken(token: string): Promise<Payment | undefined>;
  findPaymentByReturnToken(token: string): Promise<Payment | undefined>;
  findIdempotency(key: string): Promise<IdempotencyRow | undefined>;

  /** Payments due at `now`, leased to the caller until `now + leaseMs`; nobody else gets them meanwhile. */
  claimDuePayments(
    of: AccountGateway,
    now: number,
    leaseMs: number,
    limit: number,
  ): Promise<readonly Payment[]>;
  /** Ids of sessions whose `nextCheckAt` has come. Not leased: checking is harmless. */
  listDueSessions(now: number, limit: number): Promise<readonly string[]>;
  /** The soonest time at which something is due, or null. */
  nextDueAt(): Promise<number | null>;

  eventsAfter(sequence: number, limit: number): Promise<readonly ShopEvent[]>;
  /**
   * Undelivered events due at `now`, lowest sequence first, leased until `now + leaseMs`. An event
   * is held back while an earlier one is undelivered and less than `holdMs` old, unless that one
   * is leased to this very call.
   */
  claimDueEvents(
    now: number,
    leaseMs: number,
    holdMs: number,
    limit: number,
  ): Promise<readonly StoredEvent[]>;
  /**
   * Moves the end of an event's lease from `held`, by which its holder is known, to `until`; null
   * gives it back. Resolves to false, and changes nothing, where it is somebody else's by now.
   */
  moveEventLease(sequence: number, held: number, until: number | null): Promise<boolean>;
  markEventDelivered(sequence: number, at: number): Promise<void>;
  /** `nextAttemptAt` null = given up. */
  markEventFailed(
    sequence: number,
    at: number,
    error: string,
    nextAttemptAt: number | null,
  ): Promise<void>;
  listFailedEvents(limit: number): Promise<readonly StoredEvent[]>;
  /** Makes failed events, or the one named, due again. Resolves to how many. */
  replayEvents(at: number, sequence?: number): Promise<number>;

  readList(key: string): Promise<StoredList | undefined>;
  /** Keeps it in place of what was there, unless somebody purged since its generation. */
  writeList(list: StoredList): Promise<void>;
  /** Drops lists whose key `matches`, and raises the generation. */
  purgeLists(matches: (key: string) => boolean): Promise<void>;
  listGeneration(): Promise<number>;
  /** Where the mark that is served under this hash comes from: an address, or a file's path. */
  readIconSource(hash: string): Promise<string | undefined>;
  /** Kept for good, and by the first who says it: a hash has one source. */
  writeIconSource(hash: string, source: string): Promise<void>;
  /**
   * Takes one from a budget shared by all instances: at most `limit` in each window.
   * Resolves to false when it is used up.
   */
  takeFromBudget(name: string, now: number, windowMs: number, limit: number): Promise<boolean>;

  /** Clears personal data of sessions ended before `endedBefore`, and old notifications' facts. Resolves to how many sessions. */
  erasePersonal(
    of: { readonly endedBefore: number } | { readonly customerId: string },
    at: number,
  ): Promise<number>;
  /** Drops idempotency rows older than `before`. */
  dropIdempotencyBefore(before: number): Promise<void>;
  countOpenPayments(): Promise<readonly OpenPayments[]>;

  /** Copies the database into `file`, consistently, while in use. SQLite only. */
  backup(file: string): Promise<void>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
