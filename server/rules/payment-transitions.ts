/**
 * What a gateway's word does to a payment. The table of allowed transitions is the one of the
 * design: `paid` absorbs, `review` is left only by the shop's decision, and an ended payment may
 * still become paid, because gateways do that.
 */
import { fact, type PaymentFact } from "../../contract/facts.ts";
import type { Evidence, PaymentStatus, ShopEventType } from "../../contract/vocabulary.ts";
import type { Payment } from "../ledger/ledger.ts";
import type { GatewayReport, MoneyFit } from "../providers/provider.ts";
import { isOverdue, isSecondTransaction, isUndecidedOrder } from "./payment-state.ts";

/** Statuses that a gateway's word without money can still change. */
const undecided: ReadonlySet<PaymentStatus> = new Set(["created", "pending", "authorized"]);

/** What the gateway says, and what it is judged by. */
export interface Word {
  readonly report: GatewayReport;
  /** How the money in the report fits; only looked at where the report claims money. */
  readonly fit: MoneyFit;
  /** ms since 1970. */
  readonly now: number;
  /** False when the session was canceled: an order that closes then reads `canceled`. */
  readonly isWanted: boolean;
  /** Where the report comes from. */
  readonly evidence: Evidence;
  /** Why the payment was in review when the shop decided about it; null where it never was. */
  readonly decidedDoubt: string | null;
}

export interface Settled {
  readonly payment: Payment;
  /** What to write into the history, oldest first. */
  readonly facts: readonly PaymentFact[];
  readonly events: ReadonlyArray<{
    readonly type: ShopEventType;
    readonly details?: Readonly<Record<string, string>>;
  }>;
}

/** Applies the gateway's confirming answer to a payment. */
export function settlePayment(payment: Payment, word: Word): Settled {
  const asked = withAsked(payment, word.now);
  const { state } = word.report;
  switch (state) {
    case "paid":
    case "authorized":
      return settleMoney(asked, state, null, word);
    case "cash_on_delivery":
      return settleMoney(asked, "authorized", "cash_on_delivery", word);
    case "unstated":
      return settleMoney(asked, asked.status === "authorized" ? "authorized" : "paid", null, word);
    case "refunded":
      return settleRefund(asked, word);
    case "failed":
    case "canceled":
    case "expired":
    case "closed":
      return settleEnd(asked, state, word);
    case "attempted":
      return isOverdue(asked, word.now) ? settleEnd(asked, "expired", word) : settleAttempt(asked);
    case "open":
      return isOverdue(asked, word.now) ? settleEnd(asked, "expired", word) : unchanged(asked);
  }
}

function withAsked(payment: Payment, now: number): Payment {
  const afterEnd = payment.expiresAt !== null && now >= payment.expiresAt;
  return {
    ...payment,
    askedAfterEndAt: afterEnd ? (payment.askedAfterEndAt ?? now) : payment.askedAfterEndAt,
  };
}

/** Written into the history once for each further transaction, so that it is announced once. */
export function secondTransaction(transactionRef: string | null): PaymentFact {
  return { fact: "second_transaction", data: { transactionRef: transactionRef ?? "" } };
}

function settleMoney(
  payment: Payment,
  target: "paid" | "authorized",
  reason: "cash_on_delivery" | null,
  word: Word,
): Settled {
  const { report, fit, evidence, now } = word;
  if (isSecondTransaction(payment, report.transactionRef)) {
    const details = { transactionRef: report.transactionRef ?? "", evidence };
    return {
      payment,
      facts: [secondTransaction(report.transactionRef)],
      events: [{ type: "payment.duplicate", details }],
    };
  }
  if (payment.status === "paid" || payment.status === "review") return unchanged(payment);
  const doubt = doubtOf(payment, report, fit);
  if (isDecidedByShop(payment, word, doubt)) return unchanged(payment);
  if (payment.status === target && payment.reason === reason) return unchanged(payment);
  const seen: Payment = {
    ...payment,
    transactionRef: report.transactionRef ?? payment.transactionRef,
    method: report.code ?? payment.method,
    chargedAmount:
      report.charged?.amount ?? differing(report.amount, payment.amount) ?? payment.chargedAmount,
    chargedCurrency: report.charged?.currency ?? payment.chargedCurrency,
    fee: report.fee ?? payment.statedFee ?? payment.fee,
    attemptDeclined: false,
    endedAt: now,
    closeWanted: false,
  };
  if (doubt !== null) {
    return {
      payment: { ...seen, status: "review", reason: doubt },
      facts: [{ fact: "review", data: { reason: doubt } }],
      events: [{ type: "payment.review", details: reviewDetails(report, doubt, evidence) }],
    };
  }
  const discrepancy = fit === "over" ? "over" : null;
  return {
    payment: { ...seen, status: target, reason, evidence, discrepancy },
    facts: [
      target === "paid"
        ? fact("paid")
        : { fact: "authorized", data: reason === null ? {} : { reason } },
    ],
    events: [],
  };
}

/** What the shop decided about this very money; of other money, or more of it, it did not know. */
function isDecidedByShop(
  payment: Payment,
  { report: { transactionRef }, decidedDoubt }: Word,
  doubt: string | null,
): boolean {
  if (payment.reason !== "resolved" || doubt !== decidedDoubt) return false;
  return [null, payment.transactionRef].includes(transactionRef) || payment.transactionRef === null;
}

function differing(seen: string | null, expected: string): string | null {
  return seen === expected ? null : seen;
}

/** Why the shop has to look at it before it delivers; null where it need not. Test never buys live goods. */
function doubtOf(payment: Payment, report: GatewayReport, fit: MoneyFit): string | null {
  if (report.test && !payment.test) return "test_method";
  if (report.state === "unstated") return "status_missing";
  return fit === "fits" || fit === "over" ? null : `amount_${fit}`;
}

function reviewDetails(
  report: GatewayReport,
  reason: string,
  evidence: Evidence,
): Record<string, string> {
  return {
    reason,
    evidence,
    ...(report.code === null ? {} : { code: report.code }),
    ...(report.amount === null ? {} : { gatewayAmount: report.amount }),
    ...(report.currency === null ? {} : { gatewayCurrency: report.currency }),
    ...(report.remaining === null ? {} : { gatewayRemaining: report.remaining }),
  };
}

function settleRefund(payment: Payment, word: Word): Settled {
  if (payment.status === "paid" && payment.reason === "refunded") return unchanged(payment);
  const { evidence } = word;
  const refund: Settled["events"][number] = { type: "payment.refunded", details: { evidence } };
  // What the shop has yet to decide, or decided already, stays its own; it is told all the same.
  if (payment.status === "review" || payment.reason === "resolved") {
    return { payment, facts: [fact("refunded")], events: [refund] };
  }
  // A refund implies that the money was taken: record that first, even when we never heard of it.
  const paid =
    payment.status === "paid" ? unchanged(payment) : settleMoney(payment, "paid", null, word);
  if (paid.payment.status !== "paid") return paid;
  return {
    payment: { ...paid.payment, reason: "refunded" },
    facts: [...paid.facts, fact("refunded")],
    events: [...paid.events, refund],
  };
}

type EndState = "failed" | "canceled" | "expired" | "closed";

function settleEnd(payment: Payment, state: EndState, word: Word): Settled {
  if (!undecided.has(payment.status)) return unchanged(payment);
  const { now, isWanted, evidence } = word;
  const status = endStatus(payment, state, isWanted);
  const handedOut = payment.handedOutAt !== null;
  const tellFailure = handedOut && isWanted && status !== "expired";
  return {
    payment: {
      ...payment,
      status,
      reason: state === status ? payment.reason : state,
      endedAt: now,
      askedAfterEndAt: payment.askedAfterEndAt ?? now,
      closeWanted: false,
    },
    facts: [status === "expired" ? { fact: status, data: {} } : fact(status)],
    events: tellFailure ? [{ type: "payment.failed", details: { reason: status, evidence } }] : [],
  };
}

/** What was authorized did not fail: it was given up, or ran out. */
function endStatus(
  payment: Payment,
  state: EndState,
  isWanted: boolean,
): "failed" | "canceled" | "expired" {
  if (state === "failed") return payment.status === "authorized" ? "canceled" : "failed";
  return !isWanted || state === "canceled" ? "canceled" : "expired";
}

function settleAttempt(payment: Payment): Settled {
  if (!isUndecidedOrder(payment) || payment.attemptDeclined) return unchanged(payment);
  return {
    payment: { ...payment, attemptDeclined: true },
    facts: [fact("attempt_declined")],
    events: [],
  };
}

function unchanged(payment: Payment): Settled {
  return { payment, facts: [], events: [] };
}
