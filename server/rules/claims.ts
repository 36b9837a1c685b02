/** What a gateway's notifications claim of a payment, whether that was confirmed or not. */
import type { Payment, Purchase } from "../ledger/ledger.ts";
import { isConfirming } from "./ask-schedule.ts";

/** A notification of money that waits to be confirmed, of an order that may be paid. */
export function isSaidToBePaid({ history }: Purchase, payment: Payment): boolean {
  const isSaid = history.some(
    (entry) =>
      entry.paymentId === payment.id &&
      entry.fact === "notified" &&
      (entry.data.state === "paid" || entry.data.state === "authorized"),
  );
  return payment.status === "pending" && isSaid && isConfirming(payment);
}
