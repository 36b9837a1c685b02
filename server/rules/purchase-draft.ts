/**
 * One decision about a purchase in the making: collects changed rows, history and events, and at the
 * end lets each session's status follow from its payments, announcing what became of it. Lives
 * inside `Ledger.decide`: no effects.
 */
import { isSameFact, type FactName, type PaymentFact } from "../../contract/facts.ts";
import type { ShopEventType } from "../../contract/vocabulary.ts";
import type {
  Decision,
  HistoryEntry,
  IdempotencyRow,
  NewEvent,
  NotificationRow,
  Purchase,
  Payment,
  Session,
  Via,
} from "../ledger/ledger.ts";
import { asOf } from "./present-times.ts";
import { paymentsOf, toSessionRecord, type PayUrl } from "./records.ts";
import { finalSessionStatuses, sessionStatus } from "./session-status.ts";

export interface DraftContext {
  readonly now: number;
  readonly newEventId: () => string;
  readonly payUrl: PayUrl;
}

interface Announcement {
  readonly type: ShopEventType;
  readonly sessionId: string;
  readonly paymentId: string | null;
  readonly details: Readonly<Record<string, string>> | undefined;
}

export class PurchaseDraft {
  readonly #purchase: Purchase;
  readonly #context: DraftContext;
  readonly #sessions = new Map<string, Session>();
  readonly #payments = new Map<string, Payment>();
  readonly #history: HistoryEntry[] = [];
  readonly #announcements: Announcement[] = [];
  #notification: NotificationRow | undefined;
  #idempotency: IdempotencyRow | undefined;

  constructor(purchase: Purchase, context: DraftContext) {
    this.#purchase = asOf(purchase, context.now);
    this.#context = context;
    this.#keepRevived(purchase);
  }

  get now(): number {
    return this.#context.now;
  }

  /** The purchase as it will be when this decision is written. */
  get purchase(): Purchase {
    return {
      orderRef: this.#purchase.orderRef,
      sessions: overlay(this.#purchase.sessions, this.#sessions),
      payments: overlay(this.#purchase.payments, this.#payments),
      history: [...this.#purchase.history, ...this.#history],
    };
  }

  session(id: string): Session {
    const found =
      this.#sessions.get(id) ?? this.#purchase.sessions.find((session) => session.id === id);
    if (found === undefined) throw new Error("the session is not of this purchase");
    return found;
  }

  payment(id: string): Payment {
    const found =
      this.#payments.get(id) ?? this.#purchase.payments.find((payment) => payment.id === id);
    if (found === undefined) throw new Error("the payment is not of this purchase");
    return found;
  }

  paymentsOf(sessionId: string): readonly Payment[] {
    return paymentsOf(this.purchase, sessionId);
  }

  putSession(session: Session): void {
    this.#sessions.set(session.id, session);
  }

  putPayment(payment: Payment): void {
    this.#payments.set(payment.id, payment);
  }

  /** What has not ended after all is stored so, or the rest of the decision would not fit to it. */
  #keepRevived(stored: Purchase): void {
    const { sessions, payments } = this.#purchase;
    const isRevived = <Row extends { readonly status: string }>(row: Row, was: Row | undefined) =>
      row.status !== was?.status;
    sessions.forEach((row, at) => isRevived(row, stored.sessions[at]) && this.putSession(row));
    payments.forEach((row, at) => isRevived(row, stored.payments[at]) && this.putPayment(row));
  }

  /** What happened to a payment, oldest first, this decision included. */
  factsOf(paymentId: string): readonly HistoryEntry[] {
    const isOurs = (entry: HistoryEntry) => entry.paymentId === paymentId;
    return [...this.#purchase.history.filter(isOurs), ...this.#history.filter(isOurs)];
  }

  /** Whether this very fact is in the payment's history. */
  knows(paymentId: string, said: PaymentFact): boolean {
    return this.factsOf(paymentId).some((entry) => isSameFact(entry, said));
  }

  /** How many facts of this name are in the payment's history. */
  count(paymentId: string, name: FactName): number {
    return this.factsOf(paymentId).filter((entry) => entry.fact === name).length;
  }

  note(paymentId: string, said: PaymentFact, via: Via): void {
    this.#history.push({ paymentId, at: this.now, via, ...said });
  }

  /** @returns false, writing nothing, where it is known already */
  noteOnce(paymentId: string, said: PaymentFact, via: Via): boolean {
    if (this.knows(paymentId, said)) return false;
    this.note(paymentId, said, via);
    return true;
  }

  announce(
    type: ShopEventType,
    sessionId: string,
    paymentId: string | null,
    details?: Readonly<Record<string, string>>,
  ): void {
    this.#announcements.push({ type, sessionId, paymentId, details });
  }

  keepNotification(row: NotificationRow): void {
    this.#notification = row;
  }

  keepIdempotency(row: IdempotencyRow): void {
    this.#idempotency = row;
  }

  decision<Result>(result: (purchase: Purchase) => Result): Decision<Result> {
    for (const session of this.purchase.sessions) this.#follow(session);
    const purchase = this.purchase;
    return {
      result: result(purchase),
      sessions: [...this.#sessions.values()],
      payments: [...this.#payments.values()],
      history: this.#history,
      events: this.#announcements.map((announcement) => this.#toEvent(announcement, purchase)),
      ...(this.#notification === undefined ? {} : { notification: this.#notification }),
      ...(this.#idempotency === undefined ? {} : { idempotency: this.#idempotency }),
    };
  }

  /** Lets a session's status follow from its payments, and says so once. */
  #follow(session: Session): void {
    const payments = this.paymentsOf(session.id);
    const status = sessionStatus(session, payments, this.now);
    const isFinal = finalSessionStatuses.has(status);
    const mustCheckAgain = !isFinal && this.now >= session.expiresAt;
    const nextCheckAt = isFinal ? null : mustCheckAgain ? this.now + 30_000 : session.expiresAt;
    if (status === session.status && nextCheckAt === session.nextCheckAt) return;
    this.putSession({
      ...session,
      status,
      nextCheckAt,
      endedAt: isFinal ? (status === session.status ? session.endedAt : this.now) : null,
    });
    if (status === session.status) return;
    this.#announceStatus(session, status, payments);
    if (status === "paid" || status === "canceled") this.wantOpenOrdersClosed(session.id);
  }

  #announceStatus(session: Session, status: Session["status"], payments: readonly Payment[]): void {
    const having = (wanted: Payment["status"]) =>
      payments.find((payment) => payment.status === wanted)?.id ?? null;
    if (status === "authorized" || status === "paid") {
      this.#announceMoney(session, `checkout.${status}`, having(status));
    } else if (status === "expired") {
      this.announce("checkout.expired", session.id, null);
    } else if (status === "canceled") {
      this.announce("checkout.canceled", session.id, null, { by: session.canceledBy ?? "shop" });
    }
  }

  /** Money for a purchase that has some already is a duplicate; after a cancel it is late; else it is the good news. */
  #announceMoney(session: Session, news: ShopEventType, paymentId: string | null): void {
    const elsewhere = this.purchase.sessions.find(
      ({ id, status }) => id !== session.id && (status === "paid" || status === "authorized"),
    );
    const evidence = paymentId === null ? null : this.payment(paymentId).evidence;
    const by = evidence === null ? {} : { evidence };
    if (elsewhere !== undefined && !session.allowRepeat) {
      const details = { paidSession: elsewhere.id, ...by };
      this.announce("payment.duplicate", session.id, paymentId, details);
    } else if (session.canceledAt !== null) {
      const details = { canceledBy: session.canceledBy ?? "shop", ...by };
      this.announce("payment.late", session.id, paymentId, details);
    } else {
      this.announce(news, session.id, paymentId, evidence === null ? undefined : by);
    }
  }

  /** Wants every order of a session closed that somebody could still pay. */
  wantOpenOrdersClosed(sessionId: string): void {
    for (const payment of this.paymentsOf(sessionId)) {
      if (payment.status === "pending" && !payment.closeWanted) this.wantClosed(payment.id);
    }
  }

  /** Wants one order closed, by the reconciler, at once. */
  wantClosed(paymentId: string): void {
    const payment = this.payment(paymentId);
    const { now } = this;
    this.putPayment({
      ...payment,
      ...{ closeWanted: true, nextAskAt: now, plannedAt: now, askLeaseUntil: null },
    });
  }

  #toEvent(announcement: Announcement, purchase: Purchase): NewEvent {
    const session = purchase.sessions.find((candidate) => candidate.id === announcement.sessionId);
    if (session === undefined) throw new Error("an event needs its session");
    return {
      id: this.#context.newEventId(),
      type: announcement.type,
      at: this.now,
      sessionId: announcement.sessionId,
      paymentId: announcement.paymentId,
      payload: {
        session: toSessionRecord(session, purchase, this.#context.payUrl),
        payment: announcement.paymentId,
        ...(announcement.details === undefined ? {} : { details: { ...announcement.details } }),
      },
    };
  }
}

function overlay<Row extends { readonly id: string }>(
  rows: readonly Row[],
  changed: ReadonlyMap<string, Row>,
): readonly Row[] {
  const known = new Set(rows.map((row) => row.id));
  const added = [...changed.values()].filter((row) => !known.has(row.id));
  return [...rows.map((row) => changed.get(row.id) ?? row), ...added];
}
