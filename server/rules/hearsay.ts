/**
 * The reference of an order that only a notification named. Ottu finds orders by its session id
 * alone, and the signature most installations use leaves that id out: whoever has one genuine
 * message could name any order with it. So until our own making was answered, such a reference is
 * hearsay: worth a question, and ours only once the answer states our number, amount and currency.
 */
import type { Payment, Via } from "../ledger/ledger.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import type { GatewayReport, PaymentProvider } from "../providers/provider.ts";

const adopted = "adopted: the gateway states our order";
const notAdopted = "not adopted: the gateway does not state our order";
const heard = "a notification names a reference";
/** Unsigned, it can be another one in every replay. */
const mostHeard = 20;

/** Where a gateway can be asked by our own number, nobody has to tell us another reference. */
export function isHearsay(
  draft: PurchaseDraft,
  provider: PaymentProvider,
  payment: Payment,
): boolean {
  const { findsOrdersByNumber } = provider.capabilities;
  return !findsOrdersByNumber && payment.link === null && !draft.hasNote(payment.id, adopted);
}

/** @returns false when so many were heard of that further ones are asked about, but not kept */
export function noteHeard(draft: PurchaseDraft, paymentId: string, fingerprint: string): boolean {
  const what = `${heard} ${fingerprint.slice(0, 16)}`;
  if (draft.hasNote(paymentId, what)) return true;
  if (countNotes(draft, paymentId, heard) >= mostHeard) return false;
  draft.note(paymentId, what, "notification");
  return true;
}

export function countNotes(draft: PurchaseDraft, paymentId: string, beginning: string): number {
  return draft.purchase.history.filter(
    (entry) => entry.paymentId === paymentId && entry.what.startsWith(beginning),
  ).length;
}

/**
 * Judges whether an answer is about the payment, and makes hearsay that it proves the payment's own.
 * What it does not prove is forgotten, and the shop is told once: money may be there, unnoticed.
 * @param asked the payment as it was when the gateway was asked
 */
export function isAnswerAboutOurs(
  draft: PurchaseDraft,
  provider: PaymentProvider,
  asked: Payment,
  report: GatewayReport,
  via: Via,
): boolean {
  const payment = draft.payment(asked.id);
  if (asked.providerRef === null) return true;
  if (!isHearsay(draft, provider, payment)) return payment.providerRef === asked.providerRef;
  if (statesOrder(payment, report)) {
    draft.putPayment({ ...payment, providerRef: asked.providerRef });
    draft.note(payment.id, adopted, via);
    return true;
  }
  if (payment.providerRef === asked.providerRef) {
    draft.putPayment({ ...payment, providerRef: null });
  }
  if (!draft.hasNote(payment.id, notAdopted)) {
    draft.note(payment.id, notAdopted, via);
    draft.announce("payment.unmatched", payment.sessionId, payment.id, statedIn(report));
  }
  return false;
}

function statesOrder(payment: Payment, report: GatewayReport): boolean {
  return (
    report.orderNumber === payment.orderNumber &&
    report.amount === payment.amount &&
    report.currency === payment.currency
  );
}

function statedIn({ orderNumber, amount, currency }: GatewayReport): Record<string, string> {
  return {
    ...(orderNumber === null ? {} : { orderNumber }),
    ...(amount === null ? {} : { amount }),
    ...(currency === null ? {} : { currency }),
  };
}
