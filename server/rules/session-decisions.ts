/**
 * What may become of a purchase's sessions when its shop asks: which one answers a request, whether
 * one may be canceled, and what the shop's word makes of a payment in review.
 */
import { inFilterCase, type FilterField } from "../../contract/filter-case.ts";
import { providerIds } from "../../contract/vocabulary.ts";
import { isLasting, type ResolveRequest } from "../../contract/contract.ts";
import { CheckoutError } from "../platform/errors.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import { iso } from "./records.ts";

/** With less left than this an unfinished session is not answered again. */
const nearlyOverMs = 120_000;

/**
 * Answers the unfinished session of this purchase, or puts the asked one in its place.
 * @throws CheckoutError `order_in_review`, `order_paid`
 */
export function takePlace(draft: PurchaseDraft, asked: Session): Session {
  const { sessions } = draft.purchase;
  for (const session of sessions) assertRepeatable(session, asked.allowRepeat);
  const unfinished = sessions.filter(isUnfinished);
  const same = unfinished.find((session) => wouldDo(session, asked, draft.now));
  for (const session of unfinished) {
    if (session === same) continue;
    draft.putSession({ ...session, canceledAt: draft.now, canceledBy: "superseded" });
    draft.wantOpenOrdersClosed(session.id);
  }
  const kept = same === undefined ? asked : renewed(same, asked);
  draft.putSession(kept);
  return kept;
}

function assertRepeatable(session: Session, allowRepeat: boolean): void {
  if (session.status === "review") {
    throw new CheckoutError(
      "order_in_review",
      "a payment of this order is in review; resolve it first",
      { field: "orderRef" },
    );
  }
  if (allowRepeat) return;
  if (session.status === "paid" || session.status === "authorized") {
    throw new CheckoutError("order_paid", "this order has been paid already", {
      field: "orderRef",
    });
  }
}

function isUnfinished(session: Session): boolean {
  return session.canceledAt === null && (session.status === "open" || session.status === "pending");
}

/** Whether what the shop asks for can be paid on this session, and for long enough. */
function wouldDo(session: Session, asked: Session, now: number): boolean {
  return (
    session.amount === asked.amount &&
    session.currency === asked.currency &&
    session.account === asked.account &&
    hasSameTerms(session, asked) &&
    offersTheSame(session, asked) &&
    timeLeftMs(session, now) >= nearlyOverMs
  );
}

/**
 * Whether an order made for one would do for the other. A link that is out already takes the money
 * at once or reserves it, and keeps the card for whom it was made: no later request changes that.
 */
function hasSameTerms(one: Session, other: Session): boolean {
  return (
    isSame(one.terms, other.terms) &&
    operationOf(one) === operationOf(other) &&
    cardIsKeptFor(one) === cardIsKeptFor(other)
  );
}

/** Whether both let the shopper choose among the same, in whatever words that is said. */
function offersTheSame(one: Session, other: Session): boolean {
  return (
    isSame(gatewaysOf(one), gatewaysOf(other)) && isSame(restrictions(one), restrictions(other))
  );
}

/** None named means all. */
function gatewaysOf({ providers }: Session): readonly string[] {
  return [...new Set(providers ?? providerIds)].sort();
}

/** Each value once and in one order and case; what goes without saying is left out. */
function restrictions({ filter }: Session): Readonly<Record<string, readonly string[]>> {
  const said = Object.entries(filter).flatMap(([name, value]) => {
    if (name === "operation" || name === "type" || value === undefined) return [];
    const values = [value].flat().map((one) => inFilterCase(name as FilterField, String(one)));
    return values.length === 0 ? [] : [[name, [...new Set(values)].sort()] as const];
  });
  return Object.fromEntries(said);
}

function operationOf({ filter }: Session): string {
  return filter.operation ?? "purchase";
}

function cardIsKeptFor({ terms, customer }: Session): string | undefined {
  return isLasting(terms?.paymentType) ? customer?.id : undefined;
}

/** Equal as JSON is: names may stand in another order, values of a list may not. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isNested(one) || !isNested(other)) return one === other;
  const names = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** What the shop says of the shopper anew holds; what is being paid stays. */
function renewed(session: Session, asked: Session): Session {
  return {
    ...session,
    returnUrl: asked.returnUrl,
    failureUrl: asked.failureUrl,
    locale: asked.locale,
    recentOnly: asked.recentOnly,
    customer: asked.customer,
    metadata: asked.metadata,
    traceparent: asked.traceparent ?? session.traceparent,
    allowRepeat: session.allowRepeat || asked.allowRepeat,
    // Whom it names now may want to be forgotten, too.
    erasedAt: null,
    description: asked.description ?? session.description,
  };
}

/**
 * Nothing happens to a session that has ended without money already.
 * @throws CheckoutError `already_paid`, `order_in_review`
 */
export function cancelSession(draft: PurchaseDraft, sessionId: string): void {
  const session = draft.session(sessionId);
  assertCancelable(session);
  if (session.canceledAt !== null || session.status === "expired") return;
  draft.putSession({ ...session, canceledAt: draft.now, canceledBy: "shop" });
  draft.wantOpenOrdersClosed(sessionId);
}

function assertCancelable(session: Session): void {
  if (session.status === "paid" || session.status === "authorized") {
    throw new CheckoutError(
      "already_paid",
      "what is paid cannot be canceled; refund it at the gateway",
    );
  }
  if (session.status === "review") {
    throw new CheckoutError("order_in_review", "a payment is in review; resolve it first");
  }
}

/** Until when money may come all the same by a link that is out; null when none is. */
export function stillPayableUntil(payments: readonly Payment[], now: number): string | null {
  const ends = payments
    .filter((payment) => payment.status === "pending" && payment.handedOutAt !== null)
    .map((payment) => payment.expiresAt ?? 0)
    .filter((end) => end > now);
  return ends.length === 0 ? null : iso(Math.max(...ends));
}

/** @throws CheckoutError `payment_not_found`, `nothing_to_resolve` */
export function resolveReview(
  draft: PurchaseDraft,
  sessionId: string,
  decision: ResolveRequest,
): void {
  const payment = draft
    .paymentsOf(sessionId)
    .find((candidate) => candidate.id === decision.payment);
  if (payment === undefined) {
    throw new CheckoutError("payment_not_found", "this session has no such payment", {
      field: "payment",
    });
  }
  if (payment.status !== "review") {
    throw new CheckoutError("nothing_to_resolve", "this payment is not in review");
  }
  draft.putPayment({
    ...payment,
    status: decision.as,
    reason: "resolved",
    evidence: decision.as === "paid" ? "shop" : payment.evidence,
    endedAt: draft.now,
  });
  const { as, note } = decision;
  draft.note(payment.id, { fact: "resolved", data: { as, note } }, "shop");
  if (decision.as === "failed") {
    draft.announce("payment.failed", sessionId, payment.id, { reason: "resolved" });
  }
}
