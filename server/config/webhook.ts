/** Where the shop is told, and what signs it. */
import type { Reader } from "./reader.ts";

export interface WebhookConfig {
  readonly url: string;
  /** The first signs; each is any text of at least 24 characters, or `whsec_…` base64. */
  readonly secrets: readonly string[];
}

const prefix = "whsec_";
/** As Standard Webhooks asks for. */
const fewestBytes = 24;

export function parseWebhook(read: Reader): WebhookConfig | null {
  const url = read.url("MERCHANT_WEBHOOK_URL");
  const secrets = read.secretList("MERCHANT_WEBHOOK_SECRET");
  if (url === undefined && secrets.length === 0) return null;
  if (url === undefined)
    read.refuse("MERCHANT_WEBHOOK_URL", "is missing beside MERCHANT_WEBHOOK_SECRET");
  if (secrets.length === 0)
    read.refuse("MERCHANT_WEBHOOK_SECRET", "is missing: events must be signed");
  if (secrets.some((secret) => secret.length < 24)) {
    read.refuse("MERCHANT_WEBHOOK_SECRET", "has a secret under 24 characters: it could be guessed");
  } else if (!secrets.every(isWellFormed)) {
    read.refuse(
      "MERCHANT_WEBHOOK_SECRET",
      `has a ${prefix}… that is not ${prefix} and the base64 of ${fewestBytes} bytes or more, as otter-checkout-proxy init makes it`,
    );
  }
  const [signing] = secrets;
  if (signing?.startsWith(prefix) === false) {
    read.note(
      `MERCHANT_WEBHOOK_SECRET does not begin with ${prefix}: events are signed with its text as it stands, and libraries of Standard Webhooks verify that only where they are told so; see docs/events.md`,
    );
  }
  return { url: url ?? "", secrets };
}

/** Nothing could be signed with another one, nor would every library read it alike. */
function isWellFormed(secret: string): boolean {
  if (!secret.startsWith(prefix)) return true;
  const text = secret.slice(prefix.length);
  const bytes = Buffer.from(text, "base64");
  return bytes.length >= fewestBytes && bytes.toString("base64") === text;
}
