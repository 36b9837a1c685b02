/** Closing an order at its gateway, as far as that works, and what follows from it. */
import type { Payment, Via } from "../ledger/ledger.ts";
import { fact } from "../../contract/facts.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { GatewayError } from "../platform/errors.ts";
import { callGateway } from "../providers/call-gateway.ts";
import { emptyReport, type PaymentProvider } from "../providers/provider.ts";
import { applyReport } from "../rules/apply-report.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import { isUndecidedOrder } from "../rules/payment-state.ts";

/** How long a start waits for it. */
export const closeMs = 2_000;

/**
 * `impossible`: there is nothing the gateway can do · `unanswered`: not answered, slowed down, not
 * even reached; it may be tried again.
 */
export type Closing = "closed" | "impossible" | "unanswered";

/** Never rejects for a gateway's failure. */
export async function closeAtGateway(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  signal: AbortSignal,
): Promise<Closing> {
  try {
    const isClosed = await callGateway(context, provider, "close", () =>
      provider.closeOrder(toKnownOrder(payment), signal),
    );
    return isClosed ? "closed" : "impossible";
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return "unanswered";
  }
}

/**
 * Ends an order on the gateway's word that it is closed, where it cannot be asked at once what that
 * means; where it can, that question decides. Money that was on its way still counts when it comes.
 */
export async function settleClosed(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  via: Via,
): Promise<void> {
  if (provider.queryPace(toKnownOrder(payment)) === null) return;
  await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const report = emptyReport("expired");
    applyReport(draft, provider, payment.id, { report, via, evidence: "query" });
    return draft.decision(() => undefined);
  });
  context.wake();
}

/** One that nobody had a link of is closed now, as far as it was ever made: no more can be done. */
export async function endClosing(context: FlowContext, { id }: Payment): Promise<void> {
  await context.ledger.decide({ paymentId: id }, (purchase) => {
    const draft = draftOf(context, purchase);
    draft.putPayment({ ...draft.payment(id), closeWanted: false });
    return draft.decision(() => undefined);
  });
}

/**
 * Nobody wants an order closed that cannot be: it is watched instead. Where it is stored as ended by
 * now, nothing is given up: it was refused for that, or a clock that was ahead has ended it, and
 * whoever finds that it goes on wants it closed anew.
 */
export async function giveUpClosing(context: FlowContext, { id }: Payment): Promise<void> {
  await context.ledger.decide({ paymentId: id }, (purchase) => {
    const stored = purchase.payments.find((row) => row.id === id);
    if (stored === undefined || !isUndecidedOrder(stored)) return { result: undefined };
    const draft = draftOf(context, purchase);
    draft.putPayment({ ...draft.payment(id), closeWanted: false });
    draft.note(id, fact("order_unclosable"), "reconciler");
    return draft.decision(() => undefined);
  });
}
