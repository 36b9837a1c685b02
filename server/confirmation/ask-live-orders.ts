/** Asking the orders of a session that can still be paid, before money is asked for another way. */
import type { Deadline } from "../platform/deadline.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Payment, Purchase } from "../ledger/ledger.ts";
import { isSaidToBePaid } from "../rules/claims.ts";
import type { Confirmation } from "./confirmation.ts";

/** A start and a charge wait no longer than this for a gateway to speak of an order. */
export const askOtherMs = 2_000;

export interface LiveOrders {
  readonly purchase: Purchase;
  readonly sessionId: string;
  /** Which of them matter. */
  readonly concerns: (payment: Payment) => boolean;
}

/** @throws CheckoutError `already_paid`, or `order_ending` where that is said and cannot be asked */
export async function askLiveOrders(
  confirmation: Confirmation,
  deadline: Deadline,
  { purchase, sessionId, concerns }: LiveOrders,
): Promise<void> {
  const live = purchase.payments.filter(
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
  if (asked.some(({ payment, answered }) => !answered && isSaidToBePaid(purchase, payment))) {
    throw new CheckoutError(
      "order_ending",
      "the gateway said that this payment has been made, and has yet to confirm it",
      { retryAfterSeconds: 60 },
    );
  }
}
