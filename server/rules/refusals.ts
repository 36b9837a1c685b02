/** Whether a payment may be started on a session, and whether a link just made may still go out. */
import type { SessionStatus } from "../../contract/vocabulary.ts";
import { CheckoutError } from "../platform/errors.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import type { Purchase, Session } from "../ledger/ledger.ts";

const minimumSessionMs = 60_000;

/** @throws CheckoutError when nothing may be started on this session any more */
export function assertStartable(purchase: Purchase, session: Session, now: number): void {
  const decided = refusalToPay(purchase, session);
  if (decided !== undefined) throw decided;
  if (session.status === "expired" || timeLeftMs(session, now) < minimumSessionMs) {
    throw new CheckoutError("session_expired", "the time for this payment is over");
  }
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

/** For who was held up for so long that what it wanted to do may have been decided without it. */
export function tookTooLong(): CheckoutError {
  return new CheckoutError("gateway_timeout", "this took too long; try again");
}
