/** What a gateway's answer, or its silence, does to the purchase it was asked about. */
import type { Payment, Via } from "../ledger/ledger.ts";
import type { GatewayReport } from "../providers/provider.ts";
import { applyReport } from "./apply-report.ts";
import type { GatewayRules } from "./gateway-rules.ts";
import { isAnswerAboutOurs } from "./hearsay.ts";
import { hearSilence, type Silence } from "./hear-silence.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";

export interface Answer {
  readonly answer: GatewayReport | Silence;
  readonly via: Via;
}

/**
 * @param gateway undefined where its account is not configured
 * @param asked the payment as it was when the gateway was asked
 * @returns whether it said how this payment stands
 */
export function hearAnswer(
  draft: PurchaseDraft,
  gateway: GatewayRules | undefined,
  asked: Payment,
  { answer, via }: Answer,
): boolean {
  if (typeof answer === "string" || gateway === undefined) {
    const silence = typeof answer === "string" ? answer : "unanswered";
    hearSilence(draft, gateway, asked.id, { silence, via });
    return false;
  }
  const isAnswered =
    isAnswerAboutOurs(draft, gateway, asked, { report: answer, via }) &&
    applyReport(draft, gateway, asked.id, { report: answer, via, evidence: "query" });
  if (!isAnswered) hearSilence(draft, gateway, asked.id, { silence: "unanswered", via });
  return isAnswered;
}
