/** What the proxy's refusal of a start means for the session and the list that the picker shows. */
import type { ErrorCode } from "../../contract/vocabulary.ts";
import type { Verdict } from "../checkout/stage.ts";

type ErrorCodes = readonly ErrorCode[];

/** The session can never be paid again. */
const ended: ErrorCodes = ["session_not_found", "session_expired", "session_canceled"];
/** The session, or its list, has changed from what the picker shows. */
const outdated: ErrorCodes = [
  ...ended,
  "already_paid",
  "order_paid",
  "order_in_review",
  "method_unavailable",
  "payment_processing",
  "proxy_timeout",
  "proxy_unreachable",
];

export function verdictOn(code: ErrorCode, created: string | undefined): Verdict {
  const hasEnded = ended.includes(code);
  return {
    hasEnded,
    isOutdated: outdated.includes(code),
    isLost: code === "origin_not_allowed" || (hasEnded && created === undefined),
  };
}
