/**
 * Asking a gateway that wants to be asked seldom. Each ask leaves a note in the payment's history, in
 * the transaction that allows it and before it is sent: so all instances count the same asks, and
 * one that dies in between has used its turn. Nobody but `takeTurn` may let an ask go out.
 */
import { isConfirming, planNextAsk } from "../rules/ask-schedule.ts";
import type { FlowContext } from "../flow-context.ts";
import { draftOf } from "../flow-context.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import type { PaymentProvider, QueryPace } from "../providers/provider.ts";
import { isOverdue } from "../rules/payment-transitions.ts";

const turnNote = "asked the gateway";
/** Left by who tried. */
export const unclosableNote = "cannot be closed at the gateway; watched instead";

const dayMs = 24 * 3_600_000;

/** True where the gateway may be asked now: then that is written down, and it must be asked. */
export async function takeTurn(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  via: Via,
): Promise<boolean> {
  const pace = provider.queryPace(toKnownOrder(payment));
  if (pace === null) return true;
  const taken = await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const isTurn = draft.now >= nextTurn(draft, payment.id, pace);
    if (isTurn) draft.note(payment.id, turnNote, via);
    else draft.putPayment(whileWaiting(draft, provider, payment.id));
    return draft.decision(() => isTurn);
  });
  return taken === true;
}

/** The plan after an ask or in place of one, no sooner than the gateway wants to be asked. */
export function planByPace(
  draft: PurchaseDraft,
  provider: PaymentProvider,
  payment: Payment,
): ReturnType<typeof planNextAsk> {
  const pace = provider.queryPace(toKnownOrder(payment));
  const earliest = pace === null ? 0 : plannedTurn(draft, payment, pace);
  return planNextAsk(payment, draft.now, earliest);
}

/** The first moment at which the gateway may be asked. */
function nextTurn(draft: PurchaseDraft, paymentId: string, pace: QueryPace): number {
  const turns = turnsOf(draft, paymentId);
  const last = turns.at(-1) ?? -Infinity;
  const firstOfDay = turns.at(-pace.perDay) ?? -Infinity;
  return Math.max(
    draft.payment(paymentId).createdAt + pace.firstAfterMs,
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
  return draft.purchase.history
    .filter((entry) => entry.paymentId === paymentId && entry.what === turnNote)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
}

/**
 * A notification that waits to be confirmed goes on waiting. An order past its end is closed, since
 * it cannot be asked whether it has ended.
 */
function whileWaiting(draft: PurchaseDraft, provider: PaymentProvider, paymentId: string): Payment {
  const row = draft.payment(paymentId);
  const isOver = row.status === "pending" && isOverdue(row, draft.now);
  const closeWanted = row.closeWanted || (isOver && !draft.hasNote(paymentId, unclosableNote));
  const payment: Payment = { ...row, closeWanted };
  const plan = planByPace(draft, provider, payment);
  return { ...payment, ...plan, askStep: closeWanted ? plan.askStep : payment.askStep };
}
