/**
 * A payment whose card was charged by us has no link that a shopper could follow: it is handed out
 * the moment it is sent, because from then on its outcome may be any.
 */
import type { Payment } from "../ledger/ledger.ts";

export function isDirectCharge(payment: Pick<Payment, "link" | "handedOutAt">): boolean {
  return payment.link === null && payment.handedOutAt !== null;
}
