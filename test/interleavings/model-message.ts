/** What a gateway tells us by itself, sealed so that a forgery can be told. */
import { createHash } from "node:crypto";
import { CheckoutError } from "../../server/platform/errors.ts";
import type { VerifiedNotification } from "../../server/providers/provider.ts";
import type { ModelOrder } from "./model-order.ts";

export interface Message {
  readonly order: ModelOrder;
  readonly content: Omit<VerifiedNotification, "fingerprint" | "facts">;
}

const seal = "genuine";

/** A message as it comes in; with any other seal it is a forgery. */
export function toBody(content: Message["content"], sealedBy: string = seal): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ seal: sealedBy, content }));
}

/** @throws CheckoutError `notification_unverified` */
export function openBody(body: Uint8Array): VerifiedNotification {
  const text = new TextDecoder().decode(body);
  const message = JSON.parse(text) as { seal: string; content: Message["content"] };
  if (message.seal !== seal) {
    throw new CheckoutError("notification_unverified", "the seal is not ours");
  }
  const fingerprint = createHash("sha256").update(text).digest("hex");
  return { ...message.content, fingerprint, facts: {} };
}
