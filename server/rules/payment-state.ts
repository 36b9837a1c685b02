/** What the state of a payment means, at a moment. */
import type { Payment } from "../ledger/ledger.ts";

/** How long after an order's end it may still answer "open" before we call it expired. */
export const endGraceMs = 30_000;

/** The order is being made, or may be paid at the gateway. */
export function isUndecidedOrder({ status }: Payment): boolean {
  return status === "created" || status === "pending";
}

/** How long after an end a gateway may still change its mind at any moment. */
const changeOfMindMs = 10 * 60_000;

/**
 * It ended, by the gateway's word, and its link may still take money: gateways say "failed" of one
 * attempt, and take the next one. The shop's own decision is no such end.
 */
export function mayYetBePaid(payment: Payment, now: number): boolean {
  const { status, reason, handedOutAt, endedAt, expiresAt } = payment;
  const hasEnded = status === "failed" || status === "canceled" || status === "expired";
  if (!hasEnded || handedOutAt === null || reason === "resolved") return false;
  return now < Math.max((endedAt ?? 0) + changeOfMindMs, (expiresAt ?? 0) + endGraceMs);
}

/** Past its end by the grace, and not known to have ended. */
export function isOverdue(payment: Payment, now: number): boolean {
  return (
    isUndecidedOrder(payment) && payment.expiresAt !== null && now >= payment.expiresAt + endGraceMs
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
