/** A payment session as Ottu keeps it, and the book of all of them. */
import type { Plugin } from "./methods.ts";

export const sessionStates = [
  "created",
  "pending",
  "attempted",
  "authorized",
  "paid",
  "failed",
  "canceled",
  "expired",
  "invalided",
  "refunded",
  "cod",
] as const;
export type SessionState = (typeof sessionStates)[number];

export interface OttuSession {
  readonly sessionId: string;
  /** The API it was made by: Checkout, or one of the older two. */
  readonly flow: "checkout" | "pos" | "pos-d";
  readonly type: Plugin;
  readonly orderNo: string | null;
  readonly referenceNumber: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: SessionState;
  readonly pgCodes: readonly string[];
  /** The method that was used last. */
  readonly code: string | null;
  readonly customerId: string | null;
  readonly language: "en" | "ar";
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly checkoutUrl: string;
  readonly redirectUrl: string | null;
  readonly webhookUrl: string | null;
  readonly attempts: number;
  /** How often money was taken. */
  readonly payments: number;
  /** What was asked for and is echoed: customer, extra, addresses … */
  readonly asked: Readonly<Record<string, unknown>>;
  /** What is still to be paid after a short payment. */
  readonly remaining: string | null;
  readonly refunded: string | null;
  /** What the merchant did to it afterwards. */
  readonly operations: readonly DoneOperation[];
  readonly settledAt: number | null;
  /** What a query still says while it lags. */
  readonly stateBefore: SessionState;
  readonly inquiredAt: readonly number[];
  readonly notifications: readonly WebhookRecord[];
}

/** A transaction of its own at Ottu, below the payment's. */
export interface DoneOperation {
  readonly sessionId: string;
  readonly state: "paid" | "refunded" | "voided";
  readonly amount: string;
}

export interface WebhookRecord {
  readonly at: number;
  readonly outcome: "answered" | "timeout" | "failed";
  readonly status: number | null;
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** The session in the book. */
export interface SessionRecord extends Omit<
  Mutable<OttuSession>,
  "checkoutUrl" | "pgCodes" | "operations" | "inquiredAt" | "notifications"
> {
  pgCodes: string[];
  operations: DoneOperation[];
  inquiredAt: number[];
  notifications: WebhookRecord[];
}

const mostSessions = 20_000;
const mostNotifications = 50;
const openStates: readonly SessionState[] = ["created", "pending", "attempted"];

export class SessionBook {
  readonly #byId = new Map<string, SessionRecord>();
  readonly #byOrder = new Map<string, SessionRecord>();

  add(session: SessionRecord): void {
    this.#dropOldest();
    this.#byId.set(session.sessionId, session);
    if (session.orderNo !== null) this.#byOrder.set(session.orderNo, session);
  }

  find(sessionId: string): SessionRecord | undefined {
    return this.#byId.get(sessionId);
  }

  /** The youngest one, as order numbers may be used again. */
  findByOrder(orderNo: string): SessionRecord | undefined {
    return this.#byOrder.get(orderNo);
  }

  all(): readonly SessionRecord[] {
    return [...this.#byId.values()];
  }

  clear(): void {
    this.#byId.clear();
    this.#byOrder.clear();
  }

  #dropOldest(): void {
    const [oldest] = this.#byId.values();
    if (oldest === undefined || this.#byId.size < mostSessions) return;
    this.#byId.delete(oldest.sessionId);
    const { orderNo } = oldest;
    if (orderNo !== null && this.#byOrder.get(orderNo) === oldest) this.#byOrder.delete(orderNo);
  }
}

export function isOpen(session: SessionRecord, now: number): boolean {
  return openStates.includes(stateOf(session, now));
}

/** An open session whose time is over is expired without anybody saying so. */
export function stateOf(session: SessionRecord, now: number): SessionState {
  const over = openStates.includes(session.state) && now >= session.expiresAt;
  return over ? "expired" : session.state;
}

/** As queries see it that lag behind payments by `lagMs`. */
export function stateSeen(session: SessionRecord, now: number, lagMs: number): SessionState {
  const unseen = session.settledAt !== null && session.settledAt + lagMs > now;
  return unseen ? session.stateBefore : stateOf(session, now);
}

export function noteWebhook(session: SessionRecord, webhook: WebhookRecord): void {
  session.notifications.push(webhook);
  if (session.notifications.length > mostNotifications) session.notifications.shift();
}
