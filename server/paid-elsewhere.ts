/** Asking the orders of a session that can still be paid, before money is asked for another way. */
import type { Confirmation } from "./confirmation.ts";
import type { Deadline } from "./deadline.ts";
import { CheckoutError } from "./errors.ts";
import type { Order, Payment } from "./ledger/ledger.ts";

const askOtherMs = 2_000;

/** @throws CheckoutError `already_paid` */
export async function askLiveOrders(
  confirmation: Confirmation,
  order: Order,
  sessionId: string,
  deadline: Deadline,
  concerns: (payment: Payment) => boolean,
): Promise<void> {
  const live = order.payments.filter(
    (payment) =>
      payment.sessionId === sessionId &&
      payment.status === "pending" &&
      payment.handedOutAt !== null &&
      concerns(payment),
  );
  const asked = await Promise.all(
    live.map((payment) => confirmation.ask(payment, "start", deadline.signal(askOtherMs))),
  );
  if (asked.some(({ payment }) => payment.status === "paid")) {
    throw new CheckoutError("already_paid", "this payment has been made already");
  }
}
