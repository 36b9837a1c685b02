/**
 * What a gateway tells us. A notification is verified, matched with the ledger, stored together
 * with the wish to ask the gateway, and only then acknowledged. It decides something itself only
 * where the gateway cannot be asked and the operator trusts it: the provider says which those are.
 */
import { providerIds } from "../../contract/vocabulary.ts";
import { countNotes, isHearsay, noteHeard } from "../rules/hearsay.ts";
import { askSoon } from "../rules/ask-schedule.ts";
import { applyReport, type Confirmation } from "./confirmation.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import type { Payment } from "../ledger/ledger.ts";
import { logHash } from "../platform/logger.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import type {
  Acknowledgement,
  GatewayReport,
  PaymentProvider,
  VerifiedNotification,
} from "../providers/provider.ts";
import { isToken } from "../platform/random.ts";
import { isSecondTransaction, secondTransactionNote } from "../rules/payment-transitions.ts";

export interface Notifications {
  /**
   * Resolves, once the ledger has it, to what the gateway wants to hear.
   * @throws CheckoutError `not_found` for an unknown address, `notification_unverified`, `ledger_unavailable`
   */
  receive(
    providerId: string,
    notifyToken: string,
    body: Uint8Array,
    contentType: string,
  ): Promise<Acknowledgement>;
}

export function createNotifications(
  context: FlowContext,
  confirmation: Confirmation,
): Notifications {
  return {
    async receive(providerId, notifyToken, body, contentType) {
      const payment = isToken(notifyToken)
        ? await context.ledger.findPaymentByNotifyToken(notifyToken)
        : undefined;
      if (payment === undefined || payment.provider !== providerId) {
        const known = providerIds.find((id) => id === providerId);
        if (known !== undefined) context.metrics.notification(known, "unknown");
        throw new CheckoutError("not_found", "there is nothing at this address");
      }
      const provider = context.accounts.provider(payment.account, payment.provider);
      if (provider === undefined) {
        throw new CheckoutError(
          "gateway_unavailable",
          "this account is not configured here any more",
        );
      }
      const opened = openOrAsk(context, confirmation, provider, payment, body, contentType);
      const notification = isOfOrder(payment, opened)
        ? await judge(context, provider, payment, opened)
        : opened;
      const matched = await store(context, provider, payment, notification);
      context.metrics.notification(payment.provider, matched ? "accepted" : "unmatched");
      context.wake();
      return provider.acknowledgement;
    },
  };
}

/** What cannot be verified changes nothing, but on a known address it is worth one question. */
function openOrAsk(
  context: FlowContext,
  confirmation: Confirmation,
  provider: PaymentProvider,
  payment: Payment,
  body: Uint8Array,
  contentType: string,
): VerifiedNotification {
  try {
    return provider.openNotification(body, contentType, toKnownOrder(payment));
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    context.metrics.notification(payment.provider, "unverified");
    context.logger.warn(
      { provider: payment.provider, payment: logHash(payment.id), reason: error.message },
      "a notification could not be verified",
    );
    const askedLately =
      payment.lastAskedAt !== null && context.clock.now() - payment.lastAskedAt < 2_000;
    if (payment.status === "pending" && !askedLately) {
      void confirmation
        .ask(payment, "notification", AbortSignal.timeout(10_000))
        .catch(() => undefined);
    }
    throw error;
  }
}

/**
 * Test never buys live goods: a message that settles does not say what its method is. Where that
 * cannot be told now, the message decides nothing.
 */
async function judge(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  notification: VerifiedNotification,
): Promise<VerifiedNotification> {
  const { decides } = notification;
  if (decides === null) return notification;
  const order = toKnownOrder(payment);
  const { code } = decides.report;
  try {
    const test = await callGateway(context, provider, "judge", () =>
      provider.isTest(order, code, AbortSignal.timeout(judgeMs)),
    );
    return { ...notification, decides: { ...decides, report: { ...decides.report, test } } };
  } catch (error) {
    if (error instanceof GatewayError) return { ...notification, decides: null };
    throw error;
  }
}

/** The gateway waits for our answer meanwhile. */
const judgeMs = 5_000;

/** @returns whether it is about this payment */
async function store(
  context: FlowContext,
  provider: PaymentProvider,
  { id, status: before }: Payment,
  notification: VerifiedNotification,
): Promise<boolean> {
  const stored = await context.ledger.decide({ paymentId: id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const payment = draft.payment(id);
    const hearsay = isHearsay(draft, provider, payment);
    const matched = matches(payment, hearsay, notification);
    if (isWorthKeeping(draft, payment, hearsay, matched, notification)) {
      draft.keepNotification({
        fingerprint: notification.fingerprint,
        paymentId: id,
        provider: payment.provider,
        receivedAt: draft.now,
        matched,
        facts: notification.facts,
      });
      if (!matched) announceUnmatched(draft, payment, notification);
    }
    if (matched) {
      applyHint(draft, id, hearsay, notification);
      const { decides } = notification;
      if (decides !== null && !isOldNews(draft.payment(id), decides.report)) {
        applyReport(draft, provider, id, decides.report, "notification", decides.evidence);
      }
    }
    return draft.decision(() => ({ matched, status: draft.payment(id).status }));
  });
  if (stored === undefined) return false;
  if (stored.status !== before) context.metrics.settled(provider.id, stored.status);
  return stored.matched;
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

/** A message without our order number is told by its unguessable address. */
function isOfOrder({ orderNumber }: Payment, notification: VerifiedNotification): boolean {
  return notification.orderNumber === null || notification.orderNumber === orderNumber;
}

function matches(payment: Payment, hearsay: boolean, notification: VerifiedNotification): boolean {
  const refFits =
    hearsay ||
    notification.providerRef === null ||
    payment.providerRef === null ||
    notification.providerRef === payment.providerRef;
  return isOfOrder(payment, notification) && refFits;
}

function applyHint(
  draft: PurchaseDraft,
  paymentId: string,
  hearsay: boolean,
  notification: VerifiedNotification,
): void {
  const payment = draft.payment(paymentId);
  draft.putPayment({
    ...payment,
    providerRef: (hearsay ? notification.providerRef : null) ?? payment.providerRef,
    statedFee: notification.fee ?? payment.statedFee,
    statedTip: notification.tip ?? payment.statedTip,
    transactionRef: payment.transactionRef ?? notification.transactionRef,
    ...askSoon(payment, draft.now),
  });
  const what = `notified: ${notification.claimedState ?? "no state"}`;
  if (!draft.hasNote(paymentId, what)) draft.note(paymentId, what, "notification");
  const second = notification.transactionRef;
  if (
    isSecondTransaction(payment, second) &&
    (notification.claimedState === "paid" || notification.claimedState === null) &&
    !draft.hasNote(paymentId, secondTransactionNote(second))
  ) {
    draft.note(paymentId, secondTransactionNote(second), "notification");
    draft.announce("payment.duplicate", payment.sessionId, paymentId, {
      transactionRef: second ?? "",
      evidence: notification.decides?.evidence ?? "notification",
    });
  }
}

/**
 * Who got hold of one genuine message can send it again with other unsigned fields, each time as if
 * it were a new one: after so many that fit nothing, further ones say nothing new.
 */
const mostUnmatched = 20;
const unmatchedNote = "unmatched notification";

function isWorthKeeping(
  draft: PurchaseDraft,
  payment: Payment,
  hearsay: boolean,
  matched: boolean,
  { fingerprint, providerRef }: VerifiedNotification,
): boolean {
  if (!matched) return countNotes(draft, payment.id, unmatchedNote) < mostUnmatched;
  const isNew = hearsay && providerRef !== null && providerRef !== payment.providerRef;
  return !isNew || noteHeard(draft, payment.id, fingerprint);
}

function announceUnmatched(
  draft: PurchaseDraft,
  payment: Payment,
  notification: VerifiedNotification,
): void {
  const what = `${unmatchedNote} ${notification.fingerprint.slice(0, 16)}`;
  if (draft.hasNote(payment.id, what)) return;
  draft.note(payment.id, what, "notification");
  draft.announce("payment.unmatched", payment.sessionId, payment.id, {
    ...(notification.orderNumber === null ? {} : { orderNumber: notification.orderNumber }),
    ...(notification.amount === null ? {} : { amount: notification.amount }),
    ...(notification.currency === null ? {} : { currency: notification.currency }),
  });
}
