/**
 * Asking the gateway how an order stands, and settling what it says. Where a gateway can be asked,
 * that is the only way a payment becomes paid: notifications and return pages merely cause an ask.
 * Where it wants to be asked seldom, most asks end here, unanswered.
 */
import type { Evidence, PaymentStatus } from "../../contract/vocabulary.ts";
import { isAnswerAboutOurs } from "../rules/hearsay.ts";
import { askAt, planNextAsk } from "../rules/ask-schedule.ts";
import { isDirectCharge } from "../rules/direct-charge.ts";
import { GatewayError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import type { GatewayReport, PaymentProvider } from "../providers/provider.ts";
import { planByPace, takeTurn } from "./take-turn.ts";
import { settlePayment } from "../rules/payment-transitions.ts";

export interface Confirmation {
  /**
   * Asks and settles. Calls for one payment at one time share one query; `signal` ends it for who
   * began it, and the waiting of who joined.
   * Resolves to the payment as it then stands, and whether the gateway answered; never rejects for
   * a gateway's failure.
   */
  ask(
    payment: Payment,
    via: Via,
    signal: AbortSignal,
  ): Promise<{ payment: Payment; answered: boolean }>;
}

/** @param onCharge told of every charged card whose end was learned by asking */
export function createConfirmation(
  context: FlowContext,
  onCharge: (payment: Payment) => void = () => undefined,
): Confirmation {
  const running = new Map<string, Promise<{ payment: Payment; answered: boolean }>>();
  return {
    ask(payment, via, signal) {
      const current = running.get(payment.id);
      if (current !== undefined) return whileWaited(current, payment, signal);
      const asking = askGateway(context, payment, via, signal)
        .then((asked) => {
          const isNews = asked.payment.status !== payment.status;
          if (isNews && isDirectCharge(asked.payment)) onCharge(asked.payment);
          return asked;
        })
        .finally(() => running.delete(payment.id));
      running.set(payment.id, asking);
      return asking;
    },
  };
}

/** What the query of somebody else comes to, or nothing new once the time for waiting is over. */
async function whileWaited(
  asking: Promise<{ payment: Payment; answered: boolean }>,
  payment: Payment,
  signal: AbortSignal,
): Promise<{ payment: Payment; answered: boolean }> {
  const joined = new AbortController();
  const over = new Promise<{ payment: Payment; answered: boolean }>((resolve) => {
    const giveUp = (): void => resolve({ payment, answered: false });
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true, signal: joined.signal });
  });
  try {
    return await Promise.race([asking, over]);
  } finally {
    joined.abort();
  }
}

async function askGateway(
  context: FlowContext,
  payment: Payment,
  via: Via,
  signal: AbortSignal,
): Promise<{ payment: Payment; answered: boolean }> {
  const provider = context.accounts.provider(payment.account, payment.provider);
  if (provider !== undefined && !(await takeTurn(context, provider, payment, via))) {
    const purchase = await context.ledger.readPurchase({ paymentId: payment.id });
    return {
      payment: purchase?.payments.find(({ id }) => id === payment.id) ?? payment,
      answered: false,
    };
  }
  const report =
    provider === undefined ? "unanswered" : await query(context, provider, payment, signal);
  const settled = await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const answered =
      provider !== undefined && typeof report === "object"
        ? isAnswerAboutOurs(draft, provider, payment, report, via) &&
          applyReport(draft, provider, payment.id, report, via, "query")
        : false;
    if (!answered) noteUnanswered(draft, provider, payment.id, report);
    return draft.decision(() => ({ payment: draft.payment(payment.id), answered }));
  });
  if (settled === undefined) return { payment, answered: false };
  if (settled.payment.status !== payment.status) {
    context.metrics.settled(payment.provider, settled.payment.status);
    context.wake();
  }
  return settled;
}

/** `unaskable`: there is no reference to ask by · `unknown`: the gateway will not speak of such an order. */
type Answer = GatewayReport | "unanswered" | "unaskable" | "unknown";

async function query(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  signal: AbortSignal,
): Promise<Answer> {
  const { findsOrdersByNumber } = provider.capabilities;
  if (payment.providerRef === null && !findsOrdersByNumber) return "unaskable";
  try {
    return await callGateway(context, provider, "query", () =>
      provider.query(toKnownOrder(payment), signal),
    );
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const spoke = error.failure === "refused" || error.gatewayCode !== undefined;
    return spoke ? "unknown" : "unanswered";
  }
}

/**
 * Settles what the gateway said of a payment, by whatever way it came.
 * @returns false when the report speaks of another order: it then counts as no answer
 */
export function applyReport(
  draft: PurchaseDraft,
  provider: PaymentProvider,
  paymentId: string,
  report: GatewayReport,
  via: Via,
  evidence: Evidence,
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
  const settled = settlePayment(
    before,
    report,
    fit,
    draft.now,
    session.canceledAt === null,
    evidence,
  );
  draft.putPayment({ ...settled.payment, ...planByPace(draft, provider, settled.payment) });
  const toldBefore = settled.notes.some((note) => draft.hasNote(paymentId, note));
  if (toldBefore && settled.payment.status === before.status) return true;
  for (const note of settled.notes) draft.note(paymentId, note, via);
  for (const event of settled.events)
    draft.announce(event.type, session.id, paymentId, event.details);
  if (settled.payment.status !== before.status && isOneMore(draft, settled.payment)) {
    draft.announce("payment.duplicate", session.id, paymentId, { evidence });
  }
  return true;
}

/** Money beside other money that already made the session what it is: no change of status tells of it. */
function isOneMore(draft: PurchaseDraft, payment: Payment): boolean {
  const others = draft.paymentsOf(payment.sessionId).filter(({ id }) => id !== payment.id);
  const has = (...statuses: readonly PaymentStatus[]) =>
    others.some(({ status }) => statuses.includes(status));
  if (payment.status === "paid") return has("paid");
  return payment.status === "authorized" && has("paid", "review", "authorized");
}

/**
 * An order that nobody was given a link of, and that cannot be asked about or that the gateway does
 * not know, counts as asked past its end; so does one of which a gateway that is asked seldom will
 * not speak, because there is no better time to ask it.
 */
function noteUnanswered(
  draft: PurchaseDraft,
  provider: PaymentProvider | undefined,
  paymentId: string,
  why: unknown,
): void {
  const payment = draft.payment(paymentId);
  const ended = payment.expiresAt !== null && draft.now >= payment.expiresAt;
  const unaskable = why === "unaskable" && payment.providerRef === null;
  const isPaced = provider !== undefined && provider.queryPace(toKnownOrder(payment)) !== null;
  const unseen =
    payment.status === "created" ||
    (payment.status === "pending" && (isDirectCharge(payment) || isPaced));
  if ((unaskable || why === "unknown") && ended && unseen) {
    const expired: Payment = {
      ...payment,
      status: "expired",
      reason: "never_seen",
      endedAt: draft.now,
      askedAfterEndAt: draft.now,
    };
    draft.putPayment({ ...expired, ...nextAsk(draft, provider, expired) });
    draft.note(paymentId, "expired: the gateway never said that it exists", "clock");
    return;
  }
  const asked: Payment = { ...payment, lastAskedAt: draft.now };
  const plan =
    unaskable && payment.expiresAt !== null && !ended
      ? askAt(asked, payment.expiresAt)
      : nextAsk(draft, provider, asked);
  draft.putPayment({ ...asked, ...plan });
}

function nextAsk(draft: PurchaseDraft, provider: PaymentProvider | undefined, payment: Payment) {
  return provider === undefined
    ? planNextAsk(payment, draft.now)
    : planByPace(draft, provider, payment);
}
