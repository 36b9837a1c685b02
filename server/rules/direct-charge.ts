/**
 * What becomes of a card that we charge ourselves. There is no link that a shopper could follow: a
 * charge counts as handed out from the moment its row is stored, because once it is sent its outcome
 * may be any.
 */
import type { CardCharging, PaymentProvider } from "../providers/provider.ts";
import type { Payment, Purchase, Session } from "../ledger/ledger.ts";
import { CheckoutError } from "../platform/errors.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import { askSoon, confirmPlan } from "./ask-schedule.ts";
import { newPayment, type PaymentNames } from "./new-payment.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import { paymentsOf } from "./records.ts";

/** Cards that may be tried on one session. */
const mostAttempts = 5;

/** A method that takes a card from us, as a session's list knows it. */
export interface Charging {
  readonly provider: PaymentProvider;
  readonly cards: CardCharging;
  readonly test: boolean;
}

/** One that was certainly not made counts as none. */
export function isDirectCharge({
  kind,
  handedOutAt,
}: Pick<Payment, "kind" | "handedOutAt">): boolean {
  return kind === "charge" && handedOutAt !== null;
}

/**
 * A session that replaced another of its order waits for that one's card as well, unless the shop
 * wants the order to be paid again.
 * @throws CheckoutError while a card is unknown, or when there were too many
 */
export function assertAnotherAttempt(purchase: Purchase, { id, allowRepeat }: Session): void {
  const charges = paymentsOf(purchase, id).filter(isDirectCharge);
  const awaited = allowRepeat ? charges : purchase.payments.filter(isDirectCharge);
  if (awaited.some(({ status }) => status === "pending")) {
    throw new CheckoutError(
      "payment_processing",
      "it is not known yet what became of the last card; another may not be tried",
      { retryAfterSeconds: 2 },
    );
  }
  if (charges.length >= mostAttempts) {
    throw new CheckoutError(
      "too_many_attempts",
      "too many cards were tried for this payment; choose another method",
    );
  }
}

export function beginCharge(
  draft: PurchaseDraft,
  session: Session,
  { provider, cards, test }: Charging,
  names: PaymentNames,
): Payment {
  const payment = newPayment(session, draft.now, names, {
    kind: "charge",
    provider: provider.id,
    method: cards.code,
    status: "pending",
    codes: [cards.code],
    test,
    providerRef: names.orderNumber,
    expiresAt: draft.now + timeLeftMs(session, draft.now),
    handedOutAt: draft.now,
    askPlan: confirmPlan,
  });
  draft.putPayment(payment);
  const { orderNumber } = payment;
  draft.note(payment.id, { fact: "charge_begun", data: { orderNumber } }, "shopper");
  return payment;
}

/**
 * Lets go of a charge whose answer was settled. One that decided nothing is asked about at once.
 * @param isOurs false when the answer spoke of another order
 */
export function endCharge(draft: PurchaseDraft, paymentId: string, isOurs: boolean): void {
  const row = released(draft.payment(paymentId));
  const isOpen = row.status === "pending";
  if (!isOurs || isOpen) {
    draft.note(paymentId, { fact: "charge_undecided", data: { why: "not_decided" } }, "shopper");
  }
  draft.putPayment({
    ...row,
    reason: row.status === "failed" ? (row.reason ?? "declined") : row.reason,
    ...(isOpen ? askSoon({ lastAskedAt: null }, draft.now) : {}),
  });
}

/** A charge that may have been made: it is asked about at once, and never sent again. */
export function leaveChargeOpen(draft: PurchaseDraft, paymentId: string): void {
  const row = released(draft.payment(paymentId));
  draft.putPayment(
    row.status === "pending" ? { ...row, ...askSoon({ lastAskedAt: null }, draft.now) } : row,
  );
  draft.note(paymentId, { fact: "charge_undecided", data: { why: "no_answer" } }, "shopper");
}

/** Certainly nothing was charged: not an attempt of the shopper's. */
export function endUncharged(draft: PurchaseDraft, paymentId: string, reason: string): void {
  const row = released(draft.payment(paymentId));
  draft.putPayment({
    ...row,
    status: "failed",
    reason,
    handedOutAt: null,
    endedAt: draft.now,
    nextAskAt: null,
  });
  draft.note(paymentId, { fact: "charge_not_made", data: { reason } }, "shopper");
}

function released(payment: Payment): Payment {
  return { ...payment, leaseToken: null, leaseUntil: null };
}
