/** Closing an order at its gateway as far as that works: best effort, and evidence where there is no better. */
import { applyReport } from "./confirmation.ts";
import type { Deadline } from "../platform/deadline.ts";
import { GatewayError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import { emptyReport, type PaymentProvider } from "../providers/provider.ts";

const closeMs = 2_000;

/** True when the gateway said that it is closed now. */
export async function closeAtGateway(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  deadline: Deadline,
): Promise<boolean> {
  try {
    return await callGateway(context, provider, "close", () =>
      provider.closeOrder(toKnownOrder(payment), deadline.signal(closeMs)),
    );
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return false;
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
    applyReport(draft, provider, payment.id, emptyReport("expired"), via, "query");
    return draft.decision(() => undefined);
  });
  context.wake();
}
