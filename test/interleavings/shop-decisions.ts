/**
 * What the shop decided about a payment in review, read from the history: the payment's own reason
 * is only the latest one, and a refund at the gateway takes its place.
 */
import type { Purchase } from "../../server/ledger/ledger.ts";

export type ShopDecision = "paid" | "failed";

export function shopDecision(
  { history }: Pick<Purchase, "history">,
  paymentId: string,
): ShopDecision | undefined {
  const decision = history.findLast(
    (entry) => entry.paymentId === paymentId && entry.fact === "resolved",
  );
  return decision?.fact === "resolved" ? decision.data.as : undefined;
}
