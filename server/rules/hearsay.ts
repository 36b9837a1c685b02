/**
 * The reference of an order that only a notification named. Ottu finds orders by its session id
 * alone, and the signature most installations use leaves that id out: whoever has one genuine
 * message could name any order with it. So until our own making was answered, such a reference is
 * hearsay: worth a question, and ours only once the answer states our number, amount and currency.
 */
import { fact, type PaymentFact } from "../../contract/facts.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import type { GatewayReport } from "../providers/provider.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";

/** Unsigned, it can be another one in every replay. */
const mostHeard = 20;

/** Where a gateway finds orders by our own number, nobody has to tell us another reference. */
export function isHearsay(draft: PurchaseDraft, gateway: GatewayRules, payment: Payment): boolean {
  const isAdopted = draft.knows(payment.id, fact("order_adopted"));
  return !gateway.capabilities.findsOrdersByNumber && payment.link === null && !isAdopted;
}

/** @returns false when so many were heard of that further ones are asked about, but not kept */
export function noteHeard(draft: PurchaseDraft, paymentId: string, fingerprint: string): boolean {
  const heard: PaymentFact = { fact: "reference_heard", data: { fingerprint } };
  if (draft.knows(paymentId, heard)) return true;
  if (draft.count(paymentId, "reference_heard") >= mostHeard) return false;
  draft.note(paymentId, heard, "notification");
  return true;
}

/**
 * Judges whether an answer is about the payment, and makes hearsay that it proves the payment's own.
 * What it does not prove is forgotten, and the shop is told once: money may be there, unnoticed.
 * @param asked the payment as it was when the gateway was asked
 */
export function isAnswerAboutOurs(
  draft: PurchaseDraft,
  gateway: GatewayRules,
  asked: Payment,
  { report, via }: { readonly report: GatewayReport; readonly via: Via },
): boolean {
  const payment = draft.payment(asked.id);
  if (asked.providerRef === null) return true;
  if (!isHearsay(draft, gateway, payment)) return payment.providerRef === asked.providerRef;
  if (statesOrder(payment, report)) {
    draft.putPayment({ ...payment, providerRef: asked.providerRef });
    draft.note(payment.id, fact("order_adopted"), via);
    return true;
  }
  if (payment.providerRef === asked.providerRef) {
    draft.putPayment({ ...payment, providerRef: null });
  }
  if (draft.noteOnce(payment.id, fact("order_not_adopted"), via)) {
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

/** What a message or an answer says of the order it means, for whoever looks it up. */
export function statedIn({
  orderNumber,
  amount,
  currency,
}: Pick<GatewayReport, "orderNumber" | "amount" | "currency">): Record<string, string> {
  return {
    ...(orderNumber === null ? {} : { orderNumber }),
    ...(amount === null ? {} : { amount }),
    ...(currency === null ? {} : { currency }),
  };
}
