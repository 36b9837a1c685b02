/** What a gateway's answer makes of the order that was begun for it, while its lease is still ours. */
import { fact, type PaymentFact } from "../../contract/facts.ts";
import type { GatewayOrder } from "../providers/provider.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import type { CheckoutError } from "../platform/errors.ts";
import { askWhileOpen } from "./ask-schedule.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import { refusalToPay, tookTooLong } from "./refusals.ts";

/** @returns why the link of the order just made may not go out, or undefined */
export function handOut(
  draft: PurchaseDraft,
  payment: Payment,
  made: GatewayOrder,
): CheckoutError | undefined {
  if (!isStillOurs(draft, payment)) return tookTooLong();
  const row = draft.payment(payment.id);
  // Meanwhile the shop may have canceled, or the other gateway been paid: then no link goes out.
  const refusal = refusalToPay(draft.purchase, draft.session(row.sessionId));
  draft.putPayment({
    ...row,
    status: "pending",
    providerRef: made.providerRef,
    link: made.link,
    charges: made.charges,
    expiresAt: made.expiresAt,
    handedOutAt: refusal === undefined ? draft.now : null,
    leaseToken: null,
    leaseUntil: null,
    ...askWhileOpen(draft.now),
  });
  const said: PaymentFact =
    refusal === undefined
      ? fact("link_handed_out")
      : { fact: "link_kept", data: { code: refusal.code } };
  draft.note(row.id, said, "shopper");
  if (refusal !== undefined) draft.wantClosed(row.id);
  return refusal;
}

/** Whether the order exists was never heard: no link of it goes out, and others may be made. */
export function orphan(draft: PurchaseDraft, payment: Payment): void {
  if (!isStillOurs(draft, payment)) return;
  const row = draft.payment(payment.id);
  draft.putPayment({ ...row, leaseToken: null, leaseUntil: null, orphan: true });
  draft.note(row.id, { fact: "order_orphaned", data: { why: "answer_unseen" } }, "start");
}

/**
 * Whoever was making it is gone, and with it whatever the gateway answered. Where it cannot be found
 * by its number, to be adopted or watched, it is to be closed by it.
 */
export function abandon(
  draft: PurchaseDraft,
  { capabilities }: Pick<GatewayRules, "capabilities">,
  paymentId: string,
  via: Via,
): void {
  const row = draft.payment(paymentId);
  draft.putPayment({ ...row, orphan: true, leaseToken: null, leaseUntil: null });
  draft.note(paymentId, { fact: "order_orphaned", data: { why: "maker_gone" } }, via);
  if (!capabilities.repeatsOrders) draft.wantClosed(paymentId);
}

/** The gateway said that it made none. */
export function endUnmade(draft: PurchaseDraft, payment: Payment, reason: string): void {
  if (!isStillOurs(draft, payment)) return;
  const row = draft.payment(payment.id);
  draft.putPayment({
    ...row,
    leaseToken: null,
    leaseUntil: null,
    status: "failed",
    reason,
    endedAt: draft.now,
    nextAskAt: null,
  });
  draft.note(row.id, { fact: "order_not_made", data: { reason } }, "start");
}

function isStillOurs(draft: PurchaseDraft, payment: Payment): boolean {
  const row = draft.payment(payment.id);
  return row.leaseToken === payment.leaseToken && row.status === "created";
}
