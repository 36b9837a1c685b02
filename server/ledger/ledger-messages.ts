/** What the ledger keeps of messages: of gateways' to us, and of the shop's that may come twice. */
import type { ProviderId } from "../../contract/vocabulary.ts";

/** A verified notification, with whitelisted fields. */
export interface NotificationRow {
  readonly fingerprint: string;
  readonly paymentId: string;
  readonly provider: ProviderId;
  readonly receivedAt: number;
  readonly matched: boolean;
  readonly facts: Readonly<Record<string, string>>;
}

export interface IdempotencyRow {
  /** Hash of the API key and the header's value. */
  readonly key: string;
  readonly bodyHash: string;
  readonly sessionId: string;
  readonly createdAt: number;
}
