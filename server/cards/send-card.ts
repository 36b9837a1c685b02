/**
 * Sending a card to its gateway, once, for a charge whose row is committed. Whatever the gateway
 * answers is settled here; what it does not answer is left to be asked for.
 */
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Payment } from "../ledger/ledger.ts";
import { toClientError } from "../payments/create-order.ts";
import type { Deadline } from "../platform/deadline.ts";
import { GatewayError } from "../platform/errors.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Card, GatewayReport, PaymentProvider } from "../providers/provider.ts";
import { applyReport } from "../rules/apply-report.ts";
import { endCharge, endUncharged, leaveChargeOpen, type Charging } from "../rules/direct-charge.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import { tookTooLong } from "../rules/refusals.ts";
import type { CardLimits } from "./limits.ts";

/** What a card is sent with. */
export interface Sending {
  readonly context: FlowContext;
  readonly limits: CardLimits;
  readonly deadline: Deadline;
}

/** @throws CheckoutError when certainly nothing was charged */
export async function sendCard(
  sending: Sending,
  payment: Payment,
  { provider, cards }: Charging,
  card: Card,
): Promise<Payment> {
  const { context, deadline } = sending;
  const { orderNumber, amount, currency } = payment;
  // Who was held up for so long sends nothing any more: the row may have been ended meanwhile.
  if (deadline.remaining() === 0) {
    await change(context, payment, (draft) => endUncharged(draft, payment.id, "late"));
    throw tookTooLong();
  }
  try {
    const report = await callGateway(context, provider, { call: "charge", payment }, () =>
      cards.charge({ orderNumber, amount, currency, card }, deadline.signal()),
    );
    return await settle(sending, payment, provider, report);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.outcome === "unknown") {
      return await change(context, payment, (draft) => leaveChargeOpen(draft, payment.id));
    }
    const reason = error.gatewayCode ?? error.failure;
    await change(context, payment, (draft) => endUncharged(draft, payment.id, reason));
    throw toClientError(error);
  }
}

async function settle(
  { context, limits }: Sending,
  payment: Payment,
  provider: PaymentProvider,
  report: GatewayReport,
): Promise<Payment> {
  const after = await change(context, payment, (draft) => {
    const isOurs = applyReport(draft, provider, payment.id, {
      report,
      via: "shopper",
      evidence: "response",
    });
    endCharge(draft, payment.id, isOurs);
  });
  if (after.status !== "pending") {
    limits.record(payment.account, after.status === "failed");
  }
  return after;
}

async function change(
  context: FlowContext,
  { id }: Payment,
  decide: (draft: PurchaseDraft) => void,
): Promise<Payment> {
  const after = await context.ledger.decide({ paymentId: id }, (purchase) => {
    const draft = draftOf(context, purchase);
    decide(draft);
    return draft.decision(() => draft.payment(id));
  });
  context.wake();
  if (after === undefined) throw new Error("a payment is never deleted");
  return after;
}
