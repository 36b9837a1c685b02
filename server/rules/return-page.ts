/** Which of the shop's pages a shopper comes back to. */
import type { Payment, Session } from "../ledger/ledger.ts";

/** The shop's page, or null for our own: never the failure page without the gateway's word. */
export function returnPageOf(session: Session, payment: Payment): string | null {
  const isGood = session.status === "paid" || session.status === "authorized";
  return isFailure(payment) && !isGood
    ? (session.failureUrl ?? session.returnUrl)
    : session.returnUrl;
}

/** The gateway's own word that it did not work: an end without money, or a declined attempt. */
function isFailure({ status, attemptDeclined }: Payment): boolean {
  return (
    status === "failed" ||
    status === "canceled" ||
    status === "expired" ||
    (status === "pending" && attemptDeclined)
  );
}
