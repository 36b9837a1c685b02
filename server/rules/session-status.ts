/** What a session is, computed from its payments and the time: the first that matches. */
import type { PaymentStatus, SessionStatus } from "../../contract/vocabulary.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
import { isUndecidedOrder } from "./payment-state.ts";

export const finalSessionStatuses: ReadonlySet<SessionStatus> = new Set([
  "paid",
  "authorized",
  "review",
  "canceled",
  "expired",
]);

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
  if (!payments.some(isUndecidedOrder)) {
    if (session.canceledAt !== null) return "canceled";
    // What a clock that was ahead has ended is over where another session took its place.
    if (session.status === "expired" || now >= session.expiresAt) return "expired";
  }
  return "open";
}
