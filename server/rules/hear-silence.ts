/** What becomes of a payment of which its gateway was asked, and did not say how it stands. */
import type { Payment, Via } from "../ledger/ledger.ts";
import { askAt, planNextAsk } from "./ask-schedule.ts";
import { isDirectCharge } from "./direct-charge.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import { toKnownOrder } from "./known-order.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import { planByPace } from "./query-pace.ts";

/** `unaskable`: there is no reference to ask by · `unknown`: the gateway will not speak of such an order. */
export type Silence = "unanswered" | "unaskable" | "unknown";

/**
 * Only the reconciler's own questions move its plan: what others ask in between leaves it as it is.
 *
 * An order that nobody was given a link of, and that cannot be asked about or that the gateway does
 * not know, counts as asked past its end; so does one of which a gateway that is asked seldom will
 * not speak, because there is no better time to ask it.
 * @param gateway undefined where its account is not configured
 */
export function hearSilence(
  draft: PurchaseDraft,
  gateway: GatewayRules | undefined,
  paymentId: string,
  { silence, via }: { readonly silence: Silence; readonly via: Via },
): void {
  const payment = draft.payment(paymentId);
  const hasEnded = payment.expiresAt !== null && draft.now >= payment.expiresAt;
  const isUnaskable = silence === "unaskable" && payment.providerRef === null;
  if (hasEnded && (isUnaskable || silence === "unknown") && isUnseen(payment, gateway)) {
    expireUnseen(draft, gateway, payment);
    return;
  }
  if (via !== "reconciler") return;
  const plan =
    isUnaskable && payment.expiresAt !== null && !hasEnded && !payment.closeWanted
      ? askAt(payment, payment.expiresAt, draft.now)
      : nextAsk(draft, gateway, payment);
  draft.putPayment({ ...payment, ...plan });
}

function isUnseen(payment: Payment, gateway: GatewayRules | undefined): boolean {
  if (payment.status === "created") return true;
  const isPaced = gateway !== undefined && gateway.queryPace(toKnownOrder(payment)) !== null;
  return payment.status === "pending" && (isDirectCharge(payment) || isPaced);
}

function expireUnseen(
  draft: PurchaseDraft,
  gateway: GatewayRules | undefined,
  payment: Payment,
): void {
  const expired: Payment = {
    ...payment,
    status: "expired",
    reason: "never_seen",
    endedAt: draft.now,
    askedAfterEndAt: draft.now,
  };
  draft.putPayment({ ...expired, ...nextAsk(draft, gateway, expired) });
  draft.note(payment.id, { fact: "expired", data: { reason: "never_seen" } }, "clock");
}

function nextAsk(draft: PurchaseDraft, gateway: GatewayRules | undefined, payment: Payment) {
  return gateway === undefined
    ? planNextAsk(payment, draft.now)
    : planByPace(draft, gateway, payment);
}
