/** One attempt with a card: its id, whether it may be made, its row, and what it is answered with. */
import { createHash } from "node:crypto";
import type { ChargedPayment } from "../../contract/contract.ts";
import { mostAttempts } from "./limits.ts";
import { confirmPlan } from "../rules/ask-schedule.ts";
import { isDirectCharge } from "../rules/direct-charge.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Purchase, Payment, Session } from "../ledger/ledger.ts";
import { newPayment } from "../rules/new-payment.ts";
import type { CardCharging, PaymentProvider } from "../providers/provider.ts";
import { chargeOf, iso, paymentsOf } from "../rules/records.ts";
import { refusalToStart } from "../rules/refusals.ts";

/** Longer than a charge may take: past it, whoever sent it is gone. */
const leaseMs = 12_000;

export interface Charging {
  readonly provider: PaymentProvider;
  readonly cards: CardCharging;
  readonly test: boolean;
}

/** Unguessable, because the attempt is; the same for every repetition of it. */
export function paymentIdOf(sessionId: string, attempt: string): string {
  const digest = createHash("sha256").update(`${sessionId} ${attempt}`).digest("base64url");
  return `pay_${digest}`;
}

/** @throws CheckoutError when nothing may be started on this session any more */
export function assertStartable(purchase: Purchase, session: Session, now: number): void {
  const refusal = refusalToStart(purchase, session, now);
  if (refusal !== undefined) throw refusal;
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

export interface NewCharge {
  readonly paymentId: string;
  readonly orderNumber: string;
  readonly notifyToken: string;
  readonly returnToken: string;
  readonly leaseToken: string;
}

/** Handed out from the start: once this is committed, the card may have been charged. */
export function toPayment(
  now: number,
  session: Session,
  { provider, cards, test }: Charging,
  { paymentId, ...tokens }: NewCharge,
): Payment {
  return newPayment(session, now, {
    ...tokens,
    id: paymentId,
    provider: provider.id,
    method: cards.code,
    status: "pending",
    codes: [cards.code],
    test,
    providerRef: tokens.orderNumber,
    leaseUntil: now + leaseMs,
    expiresAt: session.expiresAt,
    handedOutAt: now,
    askPlan: confirmPlan,
  });
}

export function toCharged(payment: Payment): ChargedPayment {
  const reason = payment.reason ?? (payment.status === "failed" ? "declined" : null);
  return {
    paymentId: payment.id,
    status: payment.status,
    ...(reason === null ? {} : { reason }),
    ...chargeOf(payment),
    expiresAt: payment.expiresAt === null ? null : iso(payment.expiresAt),
  };
}
