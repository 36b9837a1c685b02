/** What a gateway tells us unasked, once it was verified. */
import type { Evidence } from "../../contract/vocabulary.ts";
import type { GatewayReport, GatewayState, References } from "./gateway-report.ts";

/**
 * A notification that was verified: a hint, never proof, unless the gateway has no quick way to be
 * asked; then `decides` says what it settles, and by which evidence.
 */
export interface VerifiedNotification {
  /** Equal for a replay of the same message. */
  readonly fingerprint: string;
  /** Our order number as the gateway states it; null when the message does not carry one. */
  readonly orderNumber: string | null;
  readonly providerRef: string | null;
  readonly claimedState: GatewayState | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly fee: string | null;
  readonly tip: string | null;
  readonly transactionRef: string | null;
  readonly code: string | null;
  readonly decides: {
    readonly evidence: Extract<Evidence, "signed" | "path">;
    readonly report: GatewayReport;
  } | null;
  /** Absent where it names none. */
  readonly references?: References;
  /** Whitelisted fields to keep: no personal data, no card data, no free text. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a gateway wants to hear once a notification is safely stored. */
export interface Acknowledgement {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
