/** The one way back that a payment has: a judgement of a wrong clock does not hold. */
import type { Payment } from "../../server/ledger/ledger.ts";

/** It had ended of age by a clock that was ahead: to who reads that now it has not. */
export function isTakenBack(past: Payment, payment: Payment, now: number): boolean {
  const isAhead = (past.endedAt ?? 0) > now;
  return past.status === "expired" && payment.status === "pending" && isAhead;
}
