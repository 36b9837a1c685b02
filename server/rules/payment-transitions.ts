/**
 * What a gateway's word does to a payment, and what a payment's state does to its session: pure
 * functions, no clock, no network. The table of allowed transitions is the one of the design:
 * `paid` absorbs, `review` is left only by the shop's decision, and an ended payment may still
 * become paid, because gateways do that.
 */
import type {
  Evidence,
  PaymentStatus,
  SessionStatus,
  ShopEventType,
} from "../../contract/vocabulary.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
import type { GatewayReport, MoneyFit } from "../providers/provider.ts";

/** How long after an order's end it may still answer "open" before we call it expired. */
export const endGraceMs = 30_000;
/** How long ended orders are still asked about. */
export const watchMs = 72 * 3_600_000;

const openStatuses: ReadonlySet<PaymentStatus> = new Set(["created", "pending"]);
/** Statuses that a gateway's word without money can still change. */
const undecided: ReadonlySet<PaymentStatus> = new Set(["created", "pending", "authorized"]);

export const finalSessionStatuses: ReadonlySet<SessionStatus> = new Set([
  "paid",
  "authorized",
  "review",
  "canceled",
  "expired",
]);

/** First match, as the design lists them. */
export function sessionStatus(
  session: Session,
  payments: readonly Payment[],
  now: number,
): SessionStatus {
  const has = (status: PaymentStatus) => payments.some((payment) => payment.status === status);
  if (has("paid")) return "paid";
  if (has("review")) return "review";
  if (has("authorized")) return "authorized";
  if (payments.some((payment) => payment.status === "pending" && payment.handedOutAt !== null)) {
    return "pending";
  }
  const unfinished = payments.some((payment) => openStatuses.has(payment.status));
  if (!unfinished) {
    if (session.canceledAt !== null) return "canceled";
    if (now >= session.expiresAt) return "expired";
  }
  return "open";
}

export interface Settled {
  readonly payment: Payment;
  /** What to write into the history, oldest first. */
  readonly notes: readonly string[];
  readonly events: ReadonlyArray<{
    readonly type: ShopEventType;
    readonly details?: Readonly<Record<string, string>>;
  }>;
}

/**
 * Applies the gateway's confirming answer to a payment.
 * @param fit how the money in the report fits; only looked at where the report claims money
 * @param wanted false when the session was canceled: an order that closes then reads `canceled`
 * @param evidence where the report comes from
 */
export function settlePayment(
  payment: Payment,
  report: GatewayReport,
  fit: MoneyFit,
  now: number,
  wanted: boolean,
  evidence: Evidence,
): Settled {
  const asked = withAsked(payment, now);
  switch (report.state) {
    case "paid":
      return settleMoney(asked, "paid", null, report, fit, now, evidence);
    case "authorized":
      return settleMoney(asked, "authorized", null, report, fit, now, evidence);
    case "cash_on_delivery":
      return settleMoney(asked, "authorized", "cash_on_delivery", report, fit, now, evidence);
    case "refunded":
      return settleRefund(asked, report, fit, now, evidence);
    case "failed":
    case "canceled":
    case "expired":
    case "closed":
      return settleEnd(asked, report.state, now, wanted, evidence);
    case "attempted":
      return isOverdue(asked, now)
        ? settleEnd(asked, "expired", now, wanted, evidence)
        : settleAttempt(asked);
    case "open":
      return isOverdue(asked, now)
        ? settleEnd(asked, "expired", now, wanted, evidence)
        : { payment: asked, notes: [], events: [] };
  }
}

function withAsked(payment: Payment, now: number): Payment {
  const afterEnd = payment.expiresAt !== null && now >= payment.expiresAt;
  return {
    ...payment,
    lastAskedAt: now,
    askedAfterEndAt: afterEnd ? (payment.askedAfterEndAt ?? now) : payment.askedAfterEndAt,
  };
}

/** Past its end by the grace, and not known to have ended. */
export function isOverdue(payment: Payment, now: number): boolean {
  return (
    openStatuses.has(payment.status) &&
    payment.expiresAt !== null &&
    now >= payment.expiresAt + endGraceMs
  );
}

/** True for a second transaction at the gateway on an order that is paid already. */
export function isSecondTransaction(payment: Payment, transactionRef: string | null): boolean {
  return (
    payment.status === "paid" &&
    payment.transactionRef !== null &&
    transactionRef !== null &&
    transactionRef !== payment.transactionRef
  );
}

/** Written into the history once for each further transaction, so that it is announced once. */
export function secondTransactionNote(transactionRef: string | null): string {
  return `second transaction ${transactionRef ?? ""}`;
}

function settleMoney(
  payment: Payment,
  target: "paid" | "authorized",
  reason: string | null,
  report: GatewayReport,
  fit: MoneyFit,
  now: number,
  evidence: Evidence,
): Settled {
  if (isSecondTransaction(payment, report.transactionRef)) {
    return {
      payment,
      notes: [secondTransactionNote(report.transactionRef)],
      events: [
        {
          type: "payment.duplicate",
          details: { transactionRef: report.transactionRef ?? "", evidence },
        },
      ],
    };
  }
  if (payment.status === "paid" || payment.status === "review") return unchanged(payment);
  if (isDecidedByShop(payment, report)) return unchanged(payment);
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
  const doubt = doubtOf(payment, report, fit);
  if (doubt !== null) {
    return {
      payment: { ...seen, status: "review", reason: doubt.reason },
      notes: [`review: ${doubt.why}`],
      events: [{ type: "payment.review", details: reviewDetails(report, doubt.reason, evidence) }],
    };
  }
  return {
    payment: {
      ...seen,
      status: target,
      reason,
      evidence,
      discrepancy: fit === "over" ? "over" : null,
    },
    notes: [reason === null ? target : `${target}: ${reason}`],
    events: [],
  };
}

/** What the shop decided about this very money; of other money it did not know. */
function isDecidedByShop(payment: Payment, { transactionRef }: GatewayReport): boolean {
  if (payment.reason !== "resolved") return false;
  return [null, payment.transactionRef].includes(transactionRef) || payment.transactionRef === null;
}

function differing(seen: string | null, expected: string): string | null {
  return seen === expected ? null : seen;
}

/** Why the shop has to look at it before it delivers; null where it need not. Test never buys live goods. */
function doubtOf(
  payment: Payment,
  report: GatewayReport,
  fit: MoneyFit,
): { readonly reason: string; readonly why: string } | null {
  if (report.test && !payment.test) {
    return { reason: "test_method", why: "paid by a test method, which moves no real money" };
  }
  return fit === "fits" || fit === "over"
    ? null
    : { reason: `amount_${fit}`, why: `the gateway's answer does not fit the order (${fit})` };
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

function settleRefund(
  payment: Payment,
  report: GatewayReport,
  fit: MoneyFit,
  now: number,
  evidence: Evidence,
): Settled {
  if (payment.status === "paid" && payment.reason === "refunded") return unchanged(payment);
  // A refund implies that the money was taken: record that first, even when we never heard of it.
  const paid =
    payment.status === "paid" || payment.status === "review"
      ? unchanged(payment)
      : settleMoney(payment, "paid", null, report, fit, now, evidence);
  if (paid.payment.status !== "paid") return paid;
  return {
    payment: { ...paid.payment, reason: "refunded" },
    notes: [...paid.notes, "refunded at the gateway"],
    events: [...paid.events, { type: "payment.refunded", details: { evidence } }],
  };
}

function settleEnd(
  payment: Payment,
  state: "failed" | "canceled" | "expired" | "closed",
  now: number,
  wanted: boolean,
  evidence: Evidence,
): Settled {
  if (!undecided.has(payment.status)) return unchanged(payment);
  const status = endStatus(payment, state, wanted);
  const handedOut = payment.handedOutAt !== null;
  const tellFailure = handedOut && wanted && (status === "failed" || status === "canceled");
  return {
    payment: {
      ...payment,
      status,
      reason: state === status ? payment.reason : state,
      endedAt: now,
      askedAfterEndAt: payment.askedAfterEndAt ?? now,
      closeWanted: false,
    },
    notes: [status],
    events: tellFailure ? [{ type: "payment.failed", details: { reason: status, evidence } }] : [],
  };
}

/** What was authorized did not fail: it was given up, or ran out. */
function endStatus(
  payment: Payment,
  state: "failed" | "canceled" | "expired" | "closed",
  wanted: boolean,
): PaymentStatus {
  if (state === "failed") return payment.status === "authorized" ? "canceled" : "failed";
  return !wanted || state === "canceled" ? "canceled" : "expired";
}

function settleAttempt(payment: Payment): Settled {
  if (!openStatuses.has(payment.status) || payment.attemptDeclined) return unchanged(payment);
  return {
    payment: { ...payment, attemptDeclined: true },
    notes: ["an attempt was declined, another is possible"],
    events: [],
  };
}

function unchanged(payment: Payment): Settled {
  return { payment, notes: [], events: [] };
}
