/**
 * What we remember. One law: everything that changes a purchase (its sessions, payments, history,
 * events) happens in `decide`, one transaction under the lock of that purchase's row, so that two
 * processes can never judge the same purchase at once, and an event exists exactly if its cause does.
 *
 * Times are ms since 1970, UTC. Amounts are decimal strings with all decimals of their currency.
 */
import type { Customer, MethodFilter, PaymentTerms } from "../../contract/contract.ts";
import type { PaymentFact } from "../../contract/facts.ts";
import type {
  Evidence,
  PaymentStatus,
  ProviderId,
  SessionStatus,
} from "../../contract/vocabulary.ts";
import type { Charge, References } from "../providers/provider.ts";
import type { EventOutbox, NewEvent } from "./ledger-events.ts";
import type { ListStore } from "./ledger-lists.ts";
import type { ErasureSubject, TellProgress } from "./ledger-erasure.ts";
import type { IdempotencyRow, NotificationRow } from "./ledger-messages.ts";
import type { Backlog } from "./ledger-backlog.ts";
import type { AccountGateway, Budget, OpenPayments, PaymentClaim } from "./ledger-work.ts";
import type { SessionQuery } from "./ledger-sessions.ts";

export type { NewEvent, Period, StoredEvent } from "./ledger-events.ts";
export type { StoredList } from "./ledger-lists.ts";
export type { IdempotencyRow, NotificationRow } from "./ledger-messages.ts";
export type { Backlog } from "./ledger-backlog.ts";
export type { AccountGateway, OpenPayments } from "./ledger-work.ts";
export type { SessionQuery } from "./ledger-sessions.ts";

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
  readonly recentOnly: boolean;
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
  /** Of the trace in which the shop asked for it last, by W3C Trace Context. */
  readonly traceparent: string | null;
}

/**
 * By which plan the gateway is asked about a payment, and how far it has come, 0 and above: `confirm`
 * after a notification, `open` while a link is out, `watch` after the end.
 */
export interface AskPlan {
  readonly plan: "confirm" | "open" | "watch";
  readonly step: number;
}

export interface Payment {
  readonly id: string;
  readonly sessionId: string;
  readonly orderRef: string;
  /** A link that the shopper follows to the gateway, or a card that we charge there. */
  readonly kind: "link" | "charge";
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
  /** What the bank calls it, and whether that is of money or of an attempt without. */
  readonly bankReferences: { readonly of: "money" | "attempt"; readonly named: References } | null;
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
  readonly endedAt: number | null;
  /** When the gateway was first asked after the order's own end. */
  readonly askedAfterEndAt: number | null;
  readonly lastAskedAt: number | null;
  /** Money is no longer wanted: the order should be closed at the gateway. */
  readonly closeWanted: boolean;
  /** When the reconciler asks next; null = never again. */
  readonly nextAskAt: number | null;
  /** When that was decided; null where the version before did. */
  readonly plannedAt: number | null;
  readonly askPlan: AskPlan;
  /** While not past, one reconciler has it in hand. */
  readonly askLeaseUntil: number | null;
}

/** Who or what brought something about. */
export type Via =
  "shop" | "shopper" | "notification" | "return" | "start" | "reconciler" | "operator" | "clock";

/** What happened to a payment, once. */
export type HistoryEntry = PaymentFact & {
  readonly paymentId: string;
  readonly at: number;
  readonly via: Via;
};

/** An order of the shop, named by its `orderRef`, with everything we know of it, oldest first. */
export interface Purchase {
  readonly orderRef: string;
  readonly sessions: readonly Session[];
  readonly payments: readonly Payment[];
  readonly history: readonly HistoryEntry[];
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

/** Hears of each decision that this process committed, with the purchase as it was before. */
export type DecisionListener = (before: Purchase, decision: Decision<unknown>) => void;

export type PurchaseKey =
  { readonly orderRef: string } | { readonly sessionId: string } | { readonly paymentId: string };

/**
 * Every method rejects with `CheckoutError` `ledger_unavailable` when the database cannot be
 * reached or written; nothing is then half done.
 */
export interface Ledger extends EventOutbox, ListStore {
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

  /** Nobody else gets them while they are leased. */
  claimDuePayments(of: AccountGateway, claim: PaymentClaim): Promise<readonly Payment[]>;
  /** Ids of sessions whose `nextCheckAt` has come, or cannot be so far. Not leased: checking is harmless. */
  listDueSessions(now: number, limit: number): Promise<readonly string[]>;
  /** The soonest time at which something is due, as `now` reads it, or null. */
  nextDueAt(now: number): Promise<number | null>;

  /** Where the mark that is served under this hash comes from: an address, or a file's path. */
  readIconSource(hash: string): Promise<string | undefined>;
  /** Kept for good, and by the first who says it: a hash has one source. */
  writeIconSource(hash: string, source: string): Promise<void>;
  /** Takes one from a budget shared by all instances. Resolves to false when it is used up. */
  takeFromBudget(budget: Budget): Promise<boolean>;

  /** Clears personal data of sessions ended before `endedBefore`, and old notifications' facts. Resolves to how many sessions. */
  erasePersonal(of: ErasureSubject, at: number, tell?: TellProgress): Promise<number>;
  /** Drops idempotency rows older than `before`; one that is said to be made after `now` is of now. */
  dropIdempotencyBefore(before: number, now: number): Promise<void>;
  countOpenPayments(): Promise<readonly OpenPayments[]>;
  /** What waits at `now`, whoever it waits for. */
  readBacklog(now: number): Promise<Backlog>;

  /** Copies the database into `file`, consistently, while in use. SQLite only. */
  backup(file: string): Promise<void>;
  /** Resolves when the database has taken as much as the largest decision writes: it writes for it. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
