/**
 * What a verified notification does to a purchase. It is a hint, kept together with the wish to ask
 * the gateway. It decides something itself only where the gateway cannot be asked and the operator
 * trusts it: the provider says which those are.
 */
import type { PaymentFact } from "../../contract/facts.ts";
import type { Payment } from "../ledger/ledger.ts";
import type { GatewayReport, VerifiedNotification } from "../providers/provider.ts";
import { applyReport } from "./apply-report.ts";
import { askSoon } from "./ask-schedule.ts";
import { withReferences } from "./bank-references.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import { isHearsay, noteHeard, statedIn } from "./hearsay.ts";
import { isSecondTransaction } from "./payment-state.ts";
import { secondTransaction } from "./payment-transitions.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";

/**
 * Who got hold of one genuine message can send it again with other unsigned fields, each time as if
 * it were a new one: after so many that fit nothing, further ones say nothing new.
 */
const mostUnmatched = 20;

/** @returns whether it is about this payment */
export function hearNotification(
  draft: PurchaseDraft,
  gateway: GatewayRules,
  paymentId: string,
  notification: VerifiedNotification,
): boolean {
  const payment = draft.payment(paymentId);
  const hearsay = isHearsay(draft, gateway, payment);
  if (!isAbout(payment, hearsay, notification)) {
    keepUnmatched(draft, payment, notification);
    return false;
  }
  const namesAnother = notification.providerRef !== payment.providerRef;
  const isNewName = hearsay && notification.providerRef !== null && namesAnother;
  if (!isNewName || noteHeard(draft, payment.id, shortened(notification.fingerprint))) {
    keep(draft, payment, notification, true);
  }
  takeHint(draft, payment, hearsay ? notification.providerRef : null, notification);
  const { decides } = notification;
  if (decides !== null && !isOldNews(draft.payment(paymentId), decides.report)) {
    applyReport(draft, gateway, paymentId, { ...decides, via: "notification" });
  }
  return true;
}

/** A message without our order number is told by its unguessable address. */
export function namesOrder(
  { orderNumber }: Payment,
  notification: Pick<VerifiedNotification, "orderNumber">,
): boolean {
  return notification.orderNumber === null || notification.orderNumber === orderNumber;
}

/** Of a reference that is hearsay anyway, another one is worth a question too. */
function isAbout(payment: Payment, hearsay: boolean, notification: VerifiedNotification): boolean {
  const namesOurs =
    hearsay ||
    notification.providerRef === null ||
    payment.providerRef === null ||
    notification.providerRef === payment.providerRef;
  return namesOrder(payment, notification) && namesOurs;
}

function keep(
  draft: PurchaseDraft,
  payment: Payment,
  { fingerprint, facts }: VerifiedNotification,
  matched: boolean,
): void {
  draft.keepNotification({
    fingerprint,
    paymentId: payment.id,
    provider: payment.provider,
    receivedAt: draft.now,
    matched,
    facts,
  });
}

function keepUnmatched(
  draft: PurchaseDraft,
  payment: Payment,
  notification: VerifiedNotification,
): void {
  if (draft.count(payment.id, "notification_unmatched") >= mostUnmatched) return;
  keep(draft, payment, notification, false);
  const said: PaymentFact = {
    fact: "notification_unmatched",
    data: { fingerprint: shortened(notification.fingerprint) },
  };
  if (draft.noteOnce(payment.id, said, "notification")) {
    draft.announce("payment.unmatched", payment.sessionId, payment.id, statedIn(notification));
  }
}

/** As much of a fingerprint as tells a payment's messages apart. */
function shortened(fingerprint: string): string {
  return fingerprint.slice(0, 16);
}

/** @param heardRef the reference it names, where that is taken for the payment's until it is asked for */
function takeHint(
  draft: PurchaseDraft,
  payment: Payment,
  heardRef: string | null,
  notification: VerifiedNotification,
): void {
  draft.putPayment({
    ...payment,
    providerRef: heardRef ?? payment.providerRef,
    statedFee: notification.fee ?? payment.statedFee,
    statedTip: notification.tip ?? payment.statedTip,
    transactionRef: payment.transactionRef ?? notification.transactionRef,
    bankReferences: withReferences(payment, notification, notification.claimedState),
    ...askSoon(payment, draft.now),
  });
  const state = notification.claimedState ?? "none";
  draft.noteOnce(payment.id, { fact: "notified", data: { state } }, "notification");
  if (claimsSecondPayment(payment, notification)) {
    announceSecond(draft, payment, notification);
  }
}

function claimsSecondPayment(
  payment: Payment,
  { transactionRef, claimedState }: VerifiedNotification,
): boolean {
  const mayBePaid = claimedState === "paid" || claimedState === null;
  return mayBePaid && isSecondTransaction(payment, transactionRef);
}

function announceSecond(
  draft: PurchaseDraft,
  payment: Payment,
  { transactionRef, decides }: VerifiedNotification,
): void {
  if (!draft.noteOnce(payment.id, secondTransaction(transactionRef), "notification")) return;
  draft.announce("payment.duplicate", payment.sessionId, payment.id, {
    transactionRef: transactionRef ?? "",
    evidence: decides?.evidence ?? "notification",
  });
}

/**
 * A message tells of the moment it was written in, and may come late or again, unlike an answer. So
 * reserved money is neither given up by one, nor reserved anew once it was: that is asked for.
 */
function isOldNews({ status, evidence }: Payment, { state }: GatewayReport): boolean {
  const isReserved = state === "authorized" || state === "cash_on_delivery";
  if (status === "authorized") return !isReserved && state !== "paid" && state !== "refunded";
  return isReserved && evidence !== null && status !== "paid";
}
