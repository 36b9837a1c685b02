/** What becomes of a purchase by what a gateway said of one of its payments, by whatever way it came. */
import { fact } from "../../contract/facts.ts";
import type { Evidence, PaymentStatus } from "../../contract/vocabulary.ts";
import type { Payment, Via } from "../ledger/ledger.ts";
import type { GatewayReport } from "../providers/provider.ts";
import { withReferences } from "./bank-references.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import { toKnownOrder } from "./known-order.ts";
import { settlePayment } from "./payment-transitions.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import { planByPace } from "./query-pace.ts";

export interface HeardReport {
  readonly report: GatewayReport;
  readonly via: Via;
  readonly evidence: Evidence;
}

/** @returns false when the report speaks of another order: it then counts as no answer */
export function applyReport(
  draft: PurchaseDraft,
  gateway: GatewayRules,
  paymentId: string,
  { report, via, evidence }: HeardReport,
): boolean {
  const before = draft.payment(paymentId);
  if (report.orderNumber !== null && report.orderNumber !== before.orderNumber) {
    draft.noteOnce(paymentId, fact("answer_about_another_order"), via);
    return false;
  }
  const session = draft.session(before.sessionId);
  const stated = { fee: before.statedFee, tip: before.statedTip };
  const settled = settlePayment(before, {
    report,
    fit: gateway.fitsMoney(toKnownOrder(before), report, stated),
    now: draft.now,
    isWanted: session.canceledAt === null,
    evidence,
    decidedDoubt: decidedDoubt(draft, paymentId),
  });
  const isNews = settled.payment.status !== before.status;
  // Only the reconciler's own questions move its plan, and what changes the payment.
  const isPlanned = !isNews && via !== "reconciler";
  draft.putPayment({
    ...settled.payment,
    bankReferences: withReferences(before, report, report.state),
    ...(isPlanned ? {} : planByPace(draft, gateway, settled.payment)),
  });
  const wasTold = settled.facts.some((said) => draft.knows(paymentId, said));
  if (wasTold && !isNews) return true;
  for (const said of settled.facts) draft.note(paymentId, said, via);
  for (const { type, details } of settled.events) {
    draft.announce(type, session.id, paymentId, details);
  }
  if (isNews && isOneMore(draft, settled.payment)) {
    draft.announce("payment.duplicate", session.id, paymentId, { evidence });
  }
  return true;
}

/** Why the payment was in review when the shop decided about it last. */
function decidedDoubt(draft: PurchaseDraft, paymentId: string): string | null {
  const facts = draft.factsOf(paymentId);
  const decided = facts.findLastIndex((entry) => entry.fact === "resolved");
  const doubt = facts.slice(0, Math.max(decided, 0)).findLast((entry) => entry.fact === "review");
  return doubt?.fact === "review" ? doubt.data.reason : null;
}

/** Money beside other money that already made the session what it is: no change of status tells of it. */
function isOneMore(draft: PurchaseDraft, payment: Payment): boolean {
  const others = draft.paymentsOf(payment.sessionId).filter(({ id }) => id !== payment.id);
  const has = (...statuses: readonly PaymentStatus[]) =>
    others.some(({ status }) => statuses.includes(status));
  if (payment.status === "paid") return has("paid");
  return payment.status === "authorized" && has("paid", "review", "authorized");
}
