/** Whether a payment may be started on a session, and whether a link just made may still go out. */
import type { SessionStatus } from "../../contract/vocabulary.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Purchase, Session } from "../ledger/ledger.ts";

const minimumSessionMs = 60_000;

/** Why nothing may be started on this session any more, or undefined. */
export function refusalToStart(
  purchase: Purchase,
  session: Session,
  now: number,
): CheckoutError | undefined {
  const decided = refusalToPay(purchase, session);
  if (decided !== undefined) return decided;
  return session.status === "expired" || session.expiresAt - now < minimumSessionMs
    ? new CheckoutError("session_expired", "the time for this payment is over")
    : undefined;
}

/** Why no money is wanted on this session any more, or undefined. */
export function refusalToPay(purchase: Purchase, session: Session): CheckoutError | undefined {
  if (session.canceledAt !== null || session.status === "canceled") {
    return new CheckoutError("session_canceled", "this payment was canceled");
  }
  if (session.status === "paid" || session.status === "authorized") {
    return new CheckoutError("already_paid", "this payment has been made already");
  }
  if (session.status === "review") {
    return new CheckoutError("order_in_review", "this payment is being looked at by the shop");
  }
  return refusalBeside(purchase, session);
}

/** Another session of the purchase stands in the way as it would for the shop's next request. */
function refusalBeside(purchase: Purchase, session: Session): CheckoutError | undefined {
  const another = (...statuses: readonly SessionStatus[]) =>
    purchase.sessions.some(({ id, status }) => id !== session.id && statuses.includes(status));
  if (another("review")) {
    return new CheckoutError("order_in_review", "this order is being looked at by the shop");
  }
  return another("paid", "authorized") && !session.allowRepeat
    ? new CheckoutError("order_paid", "this order has been paid already")
    : undefined;
}
