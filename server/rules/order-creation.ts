/** What a gateway's answer makes of the order that was begun for it, while its lease is still ours. */
import type { GatewayOrder } from "../providers/provider.ts";
import type { Payment } from "../ledger/ledger.ts";
import type { CheckoutError } from "../platform/errors.ts";
import { askWhileOpen } from "./ask-schedule.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import { refusalToPay, tookTooLong } from "./refusals.ts";

/** @returns why the link of the order just made may not go out, or undefined */
export function handOut(
  draft: PurchaseDraft,
  begun: Payment,
  made: GatewayOrder,
): CheckoutError | undefined {
  if (!isStillOurs(draft, begun)) return tookTooLong();
  const row = draft.payment(begun.id);
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
  draft.note(
    row.id,
    refusal === undefined ? "link handed out" : `link kept: ${refusal.code}`,
    "shopper",
  );
  if (refusal !== undefined) draft.wantClosed(row.id);
  return refusal;
}

/** Whether the order exists was never heard: no link of it goes out, and others may be made. */
export function orphan(draft: PurchaseDraft, begun: Payment): void {
  if (!isStillOurs(draft, begun)) return;
  const row = draft.payment(begun.id);
  draft.putPayment({ ...row, leaseToken: null, leaseUntil: null, orphan: true });
  draft.note(row.id, "orphan: the gateway's answer was never seen", "start");
}

/** The gateway said that it made none. */
export function endUnmade(draft: PurchaseDraft, begun: Payment, reason: string): void {
  if (!isStillOurs(draft, begun)) return;
  const row = draft.payment(begun.id);
  draft.putPayment({
    ...row,
    leaseToken: null,
    leaseUntil: null,
    status: "failed",
    reason,
    endedAt: draft.now,
    nextAskAt: null,
  });
  draft.note(row.id, `not made: ${reason}`, "start");
}

function isStillOurs(draft: PurchaseDraft, begun: Payment): boolean {
  const row = draft.payment(begun.id);
  return row.leaseToken === begun.leaseToken && row.status === "created";
}
