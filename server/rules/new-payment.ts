/** The row of a payment that is about to be made at a gateway: of how it goes nothing is known yet. */
import type { Payment, Session } from "../ledger/ledger.ts";

/** Longer than a start or a charge may take: past it, whoever held the lease is gone. */
export const makingLeaseMs = 12_000;

/** What a payment goes by. All but the order's number is unguessable. */
export interface PaymentNames {
  readonly paymentId: string;
  /** As the gateway knows it. */
  readonly orderNumber: string;
  readonly notifyToken: string;
  readonly returnToken: string;
  readonly leaseToken: string;
}

/** What differs between the ways of paying. */
type Begun = Pick<
  Payment,
  | "kind"
  | "provider"
  | "method"
  | "status"
  | "codes"
  | "test"
  | "providerRef"
  | "expiresAt"
  | "handedOutAt"
  | "askPlan"
>;

/** Should whoever holds its lease be gone, others ask from the lease's end on. */
export function newPayment(
  session: Session,
  now: number,
  { paymentId, ...names }: PaymentNames,
  begun: Begun,
): Payment {
  return {
    ...begun,
    ...names,
    id: paymentId,
    sessionId: session.id,
    orderRef: session.orderRef,
    account: session.account,
    amount: session.amount,
    currency: session.currency,
    reason: null,
    chargedAmount: null,
    chargedCurrency: null,
    fee: null,
    discrepancy: null,
    evidence: null,
    transactionRef: null,
    bankReferences: null,
    link: null,
    charges: {},
    orphan: false,
    createdAt: now,
    leaseUntil: now + makingLeaseMs,
    attemptDeclined: false,
    statedFee: null,
    statedTip: null,
    endedAt: null,
    askedAfterEndAt: null,
    lastAskedAt: null,
    closeWanted: false,
    nextAskAt: now + makingLeaseMs,
    plannedAt: now,
    askLeaseUntil: null,
  };
}
