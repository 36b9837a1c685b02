/** Standard Webhooks signatures, verified with Web Crypto. @see https://www.standardwebhooks.com */

const toleranceSeconds = 5 * 60;

export class WebhookVerificationError extends Error {
  readonly code: "headers_missing" | "timestamp_invalid" | "signature_mismatch";
  constructor(code: WebhookVerificationError["code"], message: string) {
    super(message);
    this.name = "WebhookVerificationError";
    this.code = code;
  }
}

export type HeaderSource = Headers | Readonly<Record<string, string | string[] | undefined>>;

/**
 * Returns when one signature matches one secret and the timestamp is within five minutes of `now`.
 * @throws WebhookVerificationError
 */
export async function verifyWebhook(
  body: string,
  headers: HeaderSource,
  secrets: readonly string[],
  now: number,
): Promise<void> {
  const id = read(headers, "webhook-id");
  const timestamp = read(headers, "webhook-timestamp");
  const signatures = read(headers, "webhook-signature");
  if (id === undefined || timestamp === undefined || signatures === undefined) {
    throw new WebhookVerificationError(
      "headers_missing",
      "the webhook-id, webhook-timestamp and webhook-signature headers are needed",
    );
  }
  const age = Math.abs(now / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || age > toleranceSeconds) {
    throw new WebhookVerificationError(
      "timestamp_invalid",
      "the webhook's timestamp is not within five minutes of now; check the clock",
    );
  }
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const given of signatures.split(" ")) {
    const [version, signature = ""] = given.split(",", 2);
    if (version !== "v1") continue;
    for (const secret of secrets) if (await matches(secret, content, signature)) return;
  }
  throw new WebhookVerificationError(
    "signature_mismatch",
    "no signature matches: is the body passed as it arrived, and is the secret MERCHANT_WEBHOOK_SECRET?",
  );
}

function read(headers: HeaderSource, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined;
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return Array.isArray(entry) ? entry[0] : entry;
}

/** Another realm's, and those of a framework, are no instances of ours. */
function isHeaders(headers: HeaderSource): headers is Headers {
  return typeof headers.get === "function";
}

async function matches(
  secret: string,
  content: Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  const bytes = fromBase64(signature);
  if (bytes === undefined) return false;
  const key = await crypto.subtle.importKey(
    "raw",
    keyBytes(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  return crypto.subtle.verify("HMAC", key, bytes, content);
}

/** `whsec_…` is base64, anything else is taken as the text it is. */
function keyBytes(secret: string): Uint8Array<ArrayBuffer> {
  const prefix = "whsec_";
  return (
    (secret.startsWith(prefix) ? fromBase64(secret.slice(prefix.length)) : undefined) ??
    new TextEncoder().encode(secret)
  );
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
