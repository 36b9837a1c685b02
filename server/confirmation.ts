/**
 * Asking the gateway how an order stands, and settling what it says. The only way a payment becomes
 * paid: notifications and return pages merely cause an ask.
 */
import { askAt, planNextAsk } from "./ask-schedule.ts";
import { GatewayError } from "./errors.ts";
import { draftOf, type FlowContext } from "./flow-context.ts";
import { callGateway } from "./gateway-call.ts";
import type { Payment, Via } from "./ledger/ledger.ts";
import type { OrderDraft } from "./order-draft.ts";
import type { GatewayReport, KnownOrder, PaymentProvider } from "./providers/provider.ts";
import { settlePayment } from "./settlement.ts";

export interface Confirmation {
  /**
   * Asks and settles. Calls for one payment at one time share one query.
   * Resolves to the payment as it then stands, and whether the gateway answered; never rejects for
   * a gateway's failure.
   */
  ask(
    payment: Payment,
    via: Via,
    signal: AbortSignal,
  ): Promise<{ payment: Payment; answered: boolean }>;
}

export function toKnownOrder(payment: Payment): KnownOrder {
  const { orderNumber, providerRef, amount, currency, method, codes, test } = payment;
  return { orderNumber, providerRef, amount, currency, method, codes, test };
}

export function createConfirmation(context: FlowContext): Confirmation {
  const running = new Map<string, Promise<{ payment: Payment; answered: boolean }>>();
  return {
    ask(payment, via, signal) {
      const current = running.get(payment.id);
      if (current !== undefined) return current;
      const asking = askGateway(context, payment, via, signal).finally(() =>
        running.delete(payment.id),
      );
      running.set(payment.id, asking);
      return asking;
    },
  };
}

async function askGateway(
  context: FlowContext,
  payment: Payment,
  via: Via,
  signal: AbortSignal,
): Promise<{ payment: Payment; answered: boolean }> {
  const provider = context.accounts.provider(payment.account, payment.provider);
  const report =
    provider === undefined ? "unanswered" : await query(context, provider, payment, signal);
  const settled = await context.ledger.decide({ paymentId: payment.id }, (order) => {
    const draft = draftOf(context, order);
    const answered =
      provider !== undefined && report !== "unanswered" && report !== "unaskable"
        ? applyReport(draft, provider, payment.id, report, via)
        : false;
    if (!answered) noteUnanswered(draft, payment.id, report === "unaskable");
    return draft.decision(() => ({ payment: draft.payment(payment.id), answered }));
  });
  if (settled === undefined) return { payment, answered: false };
  if (settled.payment.status !== payment.status) {
    context.metrics.settled(payment.provider, settled.payment.status);
    context.wake();
  }
  return settled;
}

type Answer = GatewayReport | "unanswered" | "unaskable";

async function query(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  signal: AbortSignal,
): Promise<Answer> {
  if (payment.providerRef === null && !provider.canRepeatOrder) return "unaskable";
  try {
    return await callGateway(context, provider, "query", () =>
      provider.query(toKnownOrder(payment), signal),
    );
  } catch (error) {
    if (error instanceof GatewayError) return "unanswered";
    throw error;
  }
}

/** @returns false when the report speaks of another order: it then counts as no answer */
function applyReport(
  draft: OrderDraft,
  provider: PaymentProvider,
  paymentId: string,
  report: GatewayReport,
  via: Via,
): boolean {
  const before = draft.payment(paymentId);
  if (report.orderNumber !== null && report.orderNumber !== before.orderNumber) {
    const what = "the gateway answered about another order";
    if (!draft.hasNote(paymentId, what)) draft.note(paymentId, what, via);
    return false;
  }
  const session = draft.session(before.sessionId);
  const fit = provider.fitsMoney(toKnownOrder(before), report, {
    fee: before.statedFee,
    tip: before.statedTip,
  });
  const settled = settlePayment(before, report, fit, draft.now, session.canceledAt === null);
  const paidBefore = draft
    .paymentsOf(session.id)
    .some((other) => other.id !== paymentId && other.status === "paid");
  draft.putPayment({ ...settled.payment, ...planNextAsk(settled.payment, draft.now) });
  const toldBefore = settled.notes.some((note) => draft.hasNote(paymentId, note));
  if (toldBefore && settled.payment.status === before.status) return true;
  for (const note of settled.notes) draft.note(paymentId, note, via);
  for (const event of settled.events)
    draft.announce(event.type, session.id, paymentId, event.details);
  if (paidBefore && settled.payment.status === "paid" && before.status !== "paid") {
    draft.announce("payment.duplicate", session.id, paymentId, { evidence: "query" });
  }
  return true;
}

/** An order we have no reference for cannot be asked about: past its end it counts as asked. */
function noteUnanswered(draft: OrderDraft, paymentId: string, unaskable: boolean): void {
  const payment = draft.payment(paymentId);
  const ended = payment.expiresAt !== null && draft.now >= payment.expiresAt;
  if (unaskable && ended && payment.status === "created") {
    const expired: Payment = {
      ...payment,
      status: "expired",
      reason: "never_seen",
      endedAt: draft.now,
      askedAfterEndAt: draft.now,
    };
    draft.putPayment({ ...expired, ...planNextAsk(expired, draft.now) });
    draft.note(paymentId, "expired: the gateway never said that it exists", "clock");
    return;
  }
  const asked: Payment = { ...payment, lastAskedAt: draft.now };
  const plan =
    unaskable && payment.expiresAt !== null && !ended
      ? askAt(asked, payment.expiresAt)
      : planNextAsk(asked, draft.now);
  draft.putPayment({ ...asked, ...plan });
}
