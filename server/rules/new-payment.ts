/** The row of a payment that is about to be made at a gateway: of how it goes nothing is known yet. */
import type { Payment, Session } from "../ledger/ledger.ts";

/** What differs between the ways of paying. */
type Begun = Pick<
  Payment,
  | "id"
  | "provider"
  | "method"
  | "status"
  | "codes"
  | "test"
  | "orderNumber"
  | "providerRef"
  | "notifyToken"
  | "returnToken"
  | "leaseToken"
  | "leaseUntil"
  | "expiresAt"
  | "handedOutAt"
  | "askPlan"
>;

/** Should whoever holds its lease be gone, others ask from the lease's end on. */
export function newPayment(session: Session, now: number, begun: Begun): Payment {
  return {
    ...begun,
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
    link: null,
    charges: {},
    orphan: false,
    createdAt: now,
    attemptDeclined: false,
    statedFee: null,
    statedTip: null,
    endedAt: null,
    askedAfterEndAt: null,
    lastAskedAt: null,
    closeWanted: false,
    nextAskAt: begun.leaseUntil,
    askLeaseUntil: null,
  };
}
