/** The ledger's rows in the words of the HTTP API. */
import type { CheckoutView, PaymentRecord, SessionRecord } from "../../contract/contract.ts";
import { canonicalAmount } from "../../contract/money.ts";
import {
  boundHistory,
  boundPayments,
  fitRecord,
  mostRecordBytes,
  type RecordSize,
} from "./bounded-record.ts";
import { isAhead } from "../platform/wrong-clock.ts";
import { sentenceOf } from "./fact-sentences.ts";
import type { HistoryEntry, Purchase, Payment, Session } from "../ledger/ledger.ts";
import type { Charge } from "../providers/provider.ts";

/** The public address of a session's pay page. */
export type PayUrl = (sessionId: string) => string;

export function methodId(payment: Pick<Payment, "provider" | "method">): string {
  return `${payment.provider}:${payment.method}`;
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** What the gateway said that paying with `code` costs. Codes are its words: one may be "constructor". */
export function plannedCharge(payment: Payment, code: string): Charge | undefined {
  return Object.hasOwn(payment.charges, code) ? payment.charges[code] : undefined;
}

/** What this order costs the shopper with the method last chosen, as far as it is known. */
export function chargeOf(payment: Payment): {
  amount: string;
  currency: string;
  fee: string;
  feeDescription: string | null;
} {
  const planned = plannedCharge(payment, payment.method);
  const amount = payment.chargedAmount ?? planned?.amount ?? payment.amount;
  const currency = payment.chargedCurrency ?? planned?.currency ?? payment.currency;
  return {
    amount,
    currency,
    fee: payment.fee ?? planned?.fee ?? canonicalAmount("0", currency),
    feeDescription: planned?.feeDescription ?? null,
  };
}

function toPaymentRecord(
  payment: Payment,
  history: readonly HistoryEntry[],
  { references }: RecordSize,
): PaymentRecord {
  const charge = chargeOf(payment);
  const { bankReferences } = payment;
  return {
    id: payment.id,
    provider: payment.provider,
    method: methodId(payment),
    status: payment.status,
    reason: payment.reason,
    amount: charge.amount,
    currency: charge.currency,
    fee: charge.fee,
    providerRef: payment.providerRef,
    orderNumber: payment.orderNumber,
    transactionRef: payment.transactionRef,
    ...(references && bankReferences !== null ? { references: { ...bankReferences.named } } : {}),
    discrepancy: payment.discrepancy,
    evidence: payment.evidence,
    test: payment.test,
    createdAt: iso(payment.createdAt),
    expiresAt: payment.expiresAt === null ? null : iso(payment.expiresAt),
    history: history
      .filter((entry) => entry.paymentId === payment.id)
      .map((entry) => ({
        at: iso(entry.at),
        fact: entry.fact,
        data: { ...entry.data },
        what: sentenceOf(entry),
        via: entry.via,
      })),
  };
}

export function toSessionRecord(
  session: Session,
  purchase: Purchase,
  payUrl: PayUrl,
): SessionRecord {
  return fitRecord((size) => recordOf(session, purchase, payUrl, size), mostRecordBytes);
}

function recordOf(
  session: Session,
  purchase: Purchase,
  payUrl: PayUrl,
  size: RecordSize,
): SessionRecord {
  const { entries, payments: most } = size;
  const payments = boundPayments(paymentsOf(purchase, session.id), most);
  const ids = new Set(payments.map(({ id }) => id));
  const history = boundHistory(
    purchase.history.filter(({ paymentId }) => ids.has(paymentId)),
    entries,
  );
  return {
    id: session.id,
    status: session.status,
    amount: session.amount,
    currency: session.currency,
    orderRef: session.orderRef,
    description: session.description,
    locale: session.locale,
    account: session.account,
    metadata: { ...session.metadata },
    customer: session.customer,
    returnUrl: session.returnUrl,
    failureUrl: session.failureUrl,
    createdAt: iso(session.createdAt),
    expiresAt: iso(session.expiresAt),
    url: payUrl(session.id),
    payments: payments.map((payment) => toPaymentRecord(payment, history, size)),
  };
}

export function paymentsOf(purchase: Purchase, sessionId: string): readonly Payment[] {
  return purchase.payments.filter((payment) => payment.sessionId === sessionId);
}

/** The last attempt whose link was handed out, as the picker tells it. */
export function lastAttempt(payments: readonly Payment[], now: number): CheckoutView["last"] {
  const when = ({ handedOutAt }: Payment) => (isAhead(handedOutAt, now) ? 0 : (handedOutAt ?? 0));
  const last = payments
    .filter((payment) => payment.handedOutAt !== null)
    .reduce<Payment | undefined>(
      (latest, payment) =>
        latest === undefined || when(payment) >= when(latest) ? payment : latest,
      undefined,
    );
  return last === undefined
    ? undefined
    : { method: methodId(last), status: last.attemptDeclined ? "failed" : last.status };
}
