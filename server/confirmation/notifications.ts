/**
 * What a gateway tells us. A notification is verified, matched with the ledger, stored together
 * with the wish to ask the gateway, and only then acknowledged. What it does to the purchase is
 * judged in rules/hear-notification.ts.
 */
import { providerIds } from "../../contract/vocabulary.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Payment } from "../ledger/ledger.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import { loggedPayment } from "../platform/logged-payment.ts";
import { isToken } from "../platform/random.ts";
import { nameSession } from "../platform/request-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type {
  Acknowledgement,
  PaymentProvider,
  VerifiedNotification,
} from "../providers/provider.ts";
import { nextQuestionAt } from "../rules/ask-schedule.ts";
import { hearNotification, namesOrder } from "../rules/hear-notification.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import { longestQueryMs, type Confirmation } from "./confirmation.ts";

/** The gateway waits for our answer meanwhile. */
const judgeMs = 5_000;

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
      const { payment, provider } = await findAddressee(context, providerId, notifyToken);
      const notification = open(context, provider, payment, { body, contentType });
      if (notification instanceof CheckoutError) {
        askAfterForgery(context, confirmation, payment);
        throw notification;
      }
      const judged = await judge(context, provider, payment, notification);
      const matched = await store(context, provider, payment, judged);
      const outcome = matched ? "accepted" : "unmatched";
      context.metrics.notification(payment.provider, outcome);
      context.logger.info(
        { provider: payment.provider, ...loggedPayment(payment), outcome },
        "a notification is kept",
      );
      context.wake();
      return provider.acknowledgement;
    },
  };
}

/** @throws CheckoutError `not_found`, or `gateway_unavailable` where its account is not configured */
async function findAddressee(
  context: FlowContext,
  providerId: string,
  notifyToken: string,
): Promise<{ payment: Payment; provider: PaymentProvider }> {
  const payment = isToken(notifyToken)
    ? await context.ledger.findPaymentByNotifyToken(notifyToken)
    : undefined;
  if (payment === undefined || payment.provider !== providerId) {
    const known = providerIds.find((id) => id === providerId);
    if (known !== undefined) context.metrics.notification(known, "unknown");
    throw new CheckoutError("not_found", "there is nothing at this address");
  }
  nameSession(payment.sessionId);
  const provider = context.accounts.provider(payment.account, payment.provider);
  if (provider === undefined) {
    throw new CheckoutError("gateway_unavailable", "this account is not configured here any more");
  }
  return { payment, provider };
}

/** The notification, or why it cannot be verified. */
function open(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  { body, contentType }: { readonly body: Uint8Array; readonly contentType: string },
): VerifiedNotification | CheckoutError {
  try {
    return provider.openNotification(body, contentType, toKnownOrder(payment));
  } catch (error) {
    if (!(error instanceof CheckoutError)) throw error;
    context.metrics.notification(payment.provider, "unverified");
    context.logger.warn(
      { provider: payment.provider, ...loggedPayment(payment), reason: error.message },
      "a notification could not be verified",
    );
    return error;
  }
}

/** What cannot be verified changes nothing, but on a known address it is worth one question. */
function askAfterForgery(context: FlowContext, confirmation: Confirmation, payment: Payment): void {
  const now = context.clock.now();
  if (payment.status !== "pending" || now < nextQuestionAt(payment, now)) return;
  void confirmation
    .ask(payment, "notification", AbortSignal.timeout(longestQueryMs))
    .catch(() => undefined);
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
  if (decides === null || !namesOrder(payment, notification)) return notification;
  const order = toKnownOrder(payment);
  const { code } = decides.report;
  try {
    const test = await callGateway(context, provider, { call: "judge", payment }, () =>
      provider.isTest(order, code, AbortSignal.timeout(judgeMs)),
    );
    return { ...notification, decides: { ...decides, report: { ...decides.report, test } } };
  } catch (error) {
    if (error instanceof GatewayError) return { ...notification, decides: null };
    throw error;
  }
}

/** @returns whether it is about this payment */
async function store(
  context: FlowContext,
  provider: PaymentProvider,
  { id }: Payment,
  notification: VerifiedNotification,
): Promise<boolean> {
  const matched = await context.ledger.decide({ paymentId: id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const isAboutIt = hearNotification(draft, provider, id, notification);
    return draft.decision(() => isAboutIt);
  });
  return matched ?? false;
}
