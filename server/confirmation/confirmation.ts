/**
 * Asking the gateway how an order stands, and settling what it says. Where a gateway can be asked,
 * that is the only way a payment becomes paid: notifications and return pages merely cause an ask.
 * Where it wants to be asked seldom, most asks end here, unanswered.
 */
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import { elapsed } from "../platform/clock.ts";
import { GatewayError } from "../platform/errors.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { GatewayReport, PaymentProvider } from "../providers/provider.ts";
import { isDirectCharge } from "../rules/direct-charge.ts";
import { hearAnswer } from "../rules/hear-answer.ts";
import type { Silence } from "../rules/hear-silence.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import { asOf } from "../rules/present-times.ts";
import { noteQuestion, takeTurn } from "../rules/query-pace.ts";
import { OwnQuestions } from "./own-questions.ts";

/** The payment as it then stands. */
export interface Asked {
  readonly payment: Payment;
  /** Whether the gateway said how it stands. */
  readonly answered: boolean;
  /** Whether it was asked, and knows of no such order. */
  readonly isUnknown: boolean;
}

export interface Confirmation {
  /**
   * Asks and settles. Calls for one payment at one time share one query, unless it began longer ago
   * than a query may take; `signal` ends it for who began it, and the waiting of who joined.
   * Resolves to the payment as it then stands, and whether the gateway answered; never rejects for
   * a gateway's failure.
   */
  ask(payment: Payment, via: Via, signal: AbortSignal): Promise<Asked>;
  /** The same for an order that was closed just now: what that means is asked at once. */
  askClosed(payment: Payment, via: Via, signal: AbortSignal): Promise<Asked>;
}

/**
 * Nobody waits longer for a gateway to say how an order stands. Where a question was begun longer ago,
 * the process was held up meanwhile: the answer is of that time.
 */
export const longestQueryMs = 10_000;

interface Running {
  /** By a clock that nobody sets. */
  readonly since: number;
  readonly asking: Promise<Asked>;
}

/** @param onCharge told of every charged card whose end was learned by asking */
export function createConfirmation(
  context: FlowContext,
  onCharge: (payment: Payment) => void = () => undefined,
): Confirmation {
  const running = new Map<string, Running>();
  const own = new OwnQuestions();

  function share(payment: Payment, signal: AbortSignal, question: Question): Promise<Asked> {
    const current = running.get(payment.id);
    const since = elapsed(context.clock);
    if (current !== undefined && since - current.since <= longestQueryMs) {
      return whileWaited(current.asking, payment, signal);
    }
    const asking = askGateway(context, own, { payment, question, signal })
      .then((asked) => {
        const isNews = asked.payment.status !== payment.status;
        if (isNews && isDirectCharge(asked.payment)) onCharge(asked.payment);
        return asked;
      })
      .finally(() => {
        if (running.get(payment.id)?.asking === asking) running.delete(payment.id);
      });
    running.set(payment.id, { since, asking });
    return asking;
  }

  return {
    ask: (payment, via, signal) => share(payment, signal, { via, isClosed: false }),
    askClosed: (payment, via, signal) => share(payment, signal, { via, isClosed: true }),
  };
}

interface Question {
  readonly via: Via;
  /** Then nobody asked since that changed. */
  readonly isClosed: boolean;
}

/** What the query of somebody else comes to, or nothing new once the time for waiting is over. */
async function whileWaited(
  asking: Promise<Asked>,
  payment: Payment,
  signal: AbortSignal,
): Promise<Asked> {
  const joined = new AbortController();
  const over = new Promise<Asked>((resolve) => {
    const giveUp = (): void => resolve({ payment, answered: false, isUnknown: false });
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
  own: OwnQuestions,
  {
    payment,
    question: { via, isClosed },
    signal,
  }: { readonly payment: Payment; readonly question: Question; readonly signal: AbortSignal },
): Promise<Asked> {
  const provider = context.accounts.provider(payment.account, payment.provider);
  const isPaced = provider !== undefined && provider.queryPace(toKnownOrder(payment)) !== null;
  const isAtOnce = isClosed && !isPaced;
  const mayAsk =
    provider !== undefined &&
    (await takeTurnOf(context, own, provider, { payment, via, isAtOnce }));
  if (provider !== undefined && !mayAsk) {
    const purchase = await context.ledger.readPurchase({ paymentId: payment.id });
    const present = purchase && asOf(purchase, context.clock.now());
    const current = present?.payments.find(({ id }) => id === payment.id);
    return { payment: current ?? payment, answered: false, isUnknown: false };
  }
  const answer =
    provider === undefined ? "unanswered" : await query(context, provider, payment, signal);
  const settled = await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const answered = hearAnswer(draft, provider, payment, { answer, via });
    const isUnknown = answer === "unknown";
    return draft.decision(() => ({ payment: draft.payment(payment.id), answered, isUnknown }));
  });
  if (settled === undefined) return { payment, answered: false, isUnknown: false };
  if (settled.payment.status !== payment.status) context.wake();
  return settled;
}

interface Turn {
  readonly payment: Payment;
  readonly via: Via;
  /** Whatever was asked before: something has changed since. */
  readonly isAtOnce: boolean;
}

/** True where the gateway may be asked now: then that is written down, and it must be asked. */
async function takeTurnOf(
  context: FlowContext,
  own: OwnQuestions,
  provider: PaymentProvider,
  { payment, via, isAtOnce }: Turn,
): Promise<boolean> {
  const taken = await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const row = draft.payment(payment.id);
    const isTurn = isAtOnce
      ? noteQuestion(draft, payment.id)
      : takeTurn(draft, provider, payment.id, via);
    return draft.decision(() => (isTurn ? { row, at: draft.now } : undefined));
  });
  if (taken === undefined) return false;
  return isAtOnce ? own.note(taken.row, taken.at) : own.take(taken.row, taken.at);
}

async function query(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  signal: AbortSignal,
): Promise<GatewayReport | Silence> {
  if (payment.providerRef === null && !provider.capabilities.findsOrdersByNumber)
    return "unaskable";
  try {
    return await callGateway(context, provider, { call: "query", payment }, () =>
      provider.query(toKnownOrder(payment), signal),
    );
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const spoke = error.failure === "refused" || error.gatewayCode !== undefined;
    return spoke ? "unknown" : "unanswered";
  }
}
