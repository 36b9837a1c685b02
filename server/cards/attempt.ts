/** One press of Pay in a card form: the payment's id that follows from it, and what it is answered with. */
import { createHash } from "node:crypto";
import type { ChargedPayment } from "../../contract/contract.ts";
import type { Payment } from "../ledger/ledger.ts";
import { chargeOf, iso } from "../rules/records.ts";

/** Unguessable, because the attempt is; the same for every repetition of it. */
export function paymentIdOf(sessionId: string, attempt: string): string {
  const digest = createHash("sha256").update(`${sessionId} ${attempt}`).digest("base64url");
  return `pay_${digest}`;
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
