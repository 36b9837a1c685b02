/** Signatures by Standard Webhooks, made at the time of sending. */
import { Webhook } from "standardwebhooks";

/** The webhook body: what `GET /v1/events` lists, byte for byte. */
export function signEvent(
  body: string,
  id: string,
  secrets: readonly string[],
  now: number,
): Readonly<Record<string, string>> {
  const signatures = secrets.map((secret) => toWebhook(secret).sign(id, new Date(now), body));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}

/** `whsec_…` is base64; of any other text its bytes in UTF-8 are the key. */
function toWebhook(secret: string): Webhook {
  if (secret.startsWith("whsec_")) return new Webhook(secret);
  return new Webhook(new TextEncoder().encode(secret), { format: "raw" });
}
