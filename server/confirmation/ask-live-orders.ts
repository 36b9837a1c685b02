/** Asking the orders of a session that may be paid by now, before money is asked for another way. */
import type { Deadline } from "../platform/deadline.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Payment, Purchase } from "../ledger/ledger.ts";
import { isDirectCharge } from "../rules/direct-charge.ts";
import { mayYetBePaid } from "../rules/payment-state.ts";
import { isSaidToBePaid } from "../rules/claims.ts";
import type { Asked, Confirmation } from "./confirmation.ts";

/** A start and a charge wait no longer than this for a gateway to speak of an order. */
export const askOtherMs = 2_000;

export interface LiveOrders {
  readonly purchase: Purchase;
  readonly sessionId: string;
  /** Which of those with a live link matter. */
  readonly concerns: (payment: Payment) => boolean;
  readonly now: number;
}

/** Further ones are asked about by the reconciler alone: a start must not wait for a crowd. */
const mostAsked = 6;

function latest(payments: readonly Payment[]): readonly Payment[] {
  return payments.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, mostAsked);
}

/** A card that was sent, of which the gateway knows and has yet to say what became of it. */
function isUndecidedCharge({ payment, isUnknown }: Asked): boolean {
  return isDirectCharge(payment) && payment.status === "pending" && !isUnknown;
}

function isLive({ status, handedOutAt }: Payment): boolean {
  return status === "pending" && handedOutAt !== null;
}

/**
 * @throws CheckoutError `already_paid`, `payment_processing` while a card's end is unknown, or
 * `order_ending` where that is said and cannot be asked
 */
export async function askLiveOrders(
  confirmation: Confirmation,
  deadline: Deadline,
  { purchase, sessionId, concerns, now }: LiveOrders,
): Promise<void> {
  const unknown = purchase.payments.filter(
    (payment) =>
      payment.sessionId === sessionId &&
      (isLive(payment) ? concerns(payment) : mayYetBePaid(payment, now)),
  );
  const asked = await Promise.all(
    latest(unknown).map((payment) =>
      confirmation.ask(payment, "start", deadline.signal(askOtherMs)),
    ),
  );
  if (asked.some(({ payment }) => payment.status === "paid")) {
    throw new CheckoutError("already_paid", "this payment has been made already");
  }
  if (asked.some(isUndecidedCharge)) {
    throw new CheckoutError(
      "payment_processing",
      "it is not known yet what became of the last card; nothing else may be paid",
      { retryAfterSeconds: 2 },
    );
  }
  if (asked.some(({ payment, answered }) => !answered && isSaidToBePaid(purchase, payment))) {
    throw new CheckoutError(
      "order_ending",
      "the gateway said that this payment has been made, and has yet to confirm it",
      { retryAfterSeconds: 60 },
    );
  }
}
