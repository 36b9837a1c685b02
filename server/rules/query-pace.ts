/**
 * When a gateway may be asked. Each question is written down in the transaction that allows it and
 * before it is sent: so all instances count the same questions, and one that dies in between has
 * used its turn. No payment is asked about more than once in two seconds, whoever presses what;
 * where the gateway wants to be asked seldom, each question leaves a fact in the history as well.
 */
import { fact } from "../../contract/facts.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import type { QueryPace } from "../providers/provider.ts";
import { isAhead } from "../platform/wrong-clock.ts";
import { isConfirming, planNextAsk, nextQuestionAt } from "./ask-schedule.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import { toKnownOrder } from "./known-order.ts";
import { isOverdue } from "./payment-state.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";

const dayMs = 24 * 3_600_000;

/**
 * Takes the turn to ask, where there is one now; else lets the payment wait for it.
 * @returns true where the gateway may be asked: then it must be
 */
export function takeTurn(
  draft: PurchaseDraft,
  gateway: GatewayRules,
  paymentId: string,
  via: Via,
): boolean {
  const payment = draft.payment(paymentId);
  if (draft.now < nextQuestionAt(payment, draft.now)) return false;
  const pace = gateway.queryPace(toKnownOrder(payment));
  if (pace === null) return noteQuestion(draft, paymentId);
  const isTurn = draft.now >= nextTurn(draft, paymentId, pace);
  if (isTurn) draft.note(paymentId, fact("gateway_asked"), via);
  else draft.putPayment(whileWaiting(draft, gateway, paymentId));
  return isTurn;
}

/** A question goes out now: others wait from now on. */
export function noteQuestion(draft: PurchaseDraft, paymentId: string): true {
  draft.putPayment({ ...draft.payment(paymentId), lastAskedAt: draft.now });
  return true;
}

/** The plan after an ask or in place of one, no sooner than the gateway wants to be asked. */
export function planByPace(
  draft: PurchaseDraft,
  gateway: GatewayRules,
  payment: Payment,
): ReturnType<typeof planNextAsk> {
  const pace = gateway.queryPace(toKnownOrder(payment));
  const earliest = pace === null ? 0 : plannedTurn(draft, payment, pace);
  return planNextAsk(payment, draft.now, earliest);
}

/** The first moment at which the gateway may be asked. */
function nextTurn(draft: PurchaseDraft, paymentId: string, pace: QueryPace): number {
  const turns = turnsOf(draft, paymentId);
  const last = turns.at(-1) ?? -Infinity;
  const firstOfDay = turns.at(-pace.perDay) ?? -Infinity;
  const { createdAt } = draft.payment(paymentId);
  return Math.max(
    isAhead(createdAt, draft.now) ? -Infinity : createdAt + pace.firstAfterMs,
    last + pace.betweenMs,
    firstOfDay + dayMs,
  );
}

/** The day's last turn is kept for after the order's end, unless something is known to have happened. */
function plannedTurn(draft: PurchaseDraft, payment: Payment, pace: QueryPace): number {
  const turn = nextTurn(draft, payment.id, pace);
  const today = turnsOf(draft, payment.id).filter((at) => draft.now - at < dayMs);
  const mayWait = !isConfirming(payment) && today.length === pace.perDay - 1;
  return mayWait && payment.status === "pending" ? Math.max(turn, payment.expiresAt ?? 0) : turn;
}

function turnsOf(draft: PurchaseDraft, paymentId: string): readonly number[] {
  return draft
    .factsOf(paymentId)
    .filter((entry) => entry.fact === "gateway_asked")
    .map(({ at }) => (isAhead(at, draft.now) ? draft.now - dayMs / 2 : at))
    .sort((a, b) => a - b);
}

/**
 * A notification that waits to be confirmed goes on waiting. An order past its end is closed, since
 * it cannot be asked whether it has ended.
 */
function whileWaiting(draft: PurchaseDraft, gateway: GatewayRules, paymentId: string): Payment {
  const row = draft.payment(paymentId);
  const isOver = row.status === "pending" && isOverdue(row, draft.now);
  const isUnclosable = draft.knows(paymentId, fact("order_unclosable"));
  const closeWanted = row.closeWanted || (isOver && !isUnclosable);
  const payment: Payment = { ...row, closeWanted };
  const plan = planByPace(draft, gateway, payment);
  return { ...payment, ...plan, askPlan: closeWanted ? plan.askPlan : payment.askPlan };
}
