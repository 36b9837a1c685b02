/** Opens the proxy's webhooks, once their signature is proven. @see https://www.standardwebhooks.com */
import type { ShopEvent, TestEvent } from "./records.ts";
import { verifyWebhook, WebhookVerificationError, type HeaderSource } from "./webhook-signature.ts";

/**
 * Verifies a webhook and returns its event; one of type `test.ping` is about no session. Pass the body as
 * it arrived, not parsed and re-written.
 * @param secrets MERCHANT_WEBHOOK_SECRET, the old and the new one while you rotate
 * @param now ms since 1970
 * @throws WebhookVerificationError
 */
export async function verifyEvent(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: HeaderSource,
  secrets: string | readonly string[],
  now: number = Date.now(),
): Promise<ShopEvent | TestEvent> {
  const body = readRawBody(rawBody);
  const tried = typeof secrets === "string" ? [secrets] : secrets;
  // JavaScript may pass neither: a missing variable is no secret, and matches nothing.
  await verifyWebhook(body, headers ?? {}, tried ?? [], now);
  return JSON.parse(body) as ShopEvent | TestEvent;
}

/**
 * The same of a whole `Request`, as Next, Hono, Deno, Bun and workers hand it over. Its body is read here:
 * read it nowhere before.
 * @throws WebhookVerificationError
 */
export async function verifyRequest(
  request: Request,
  secrets: string | readonly string[],
  now: number = Date.now(),
): Promise<ShopEvent | TestEvent> {
  if (request.bodyUsed) {
    throw new WebhookVerificationError(
      "signature_mismatch",
      "pass the request before its body is read: what is signed are its bytes",
    );
  }
  return verifyEvent(await request.arrayBuffer(), request.headers, secrets, now);
}

/** JavaScript that passes something else is told so, instead of by a type error from within. */
function readRawBody(rawBody: unknown): string {
  if (typeof rawBody === "string") return rawBody;
  // Bytes of another realm, as some test runners make them, are no instances of ours.
  if (ArrayBuffer.isView(rawBody) || rawBody instanceof ArrayBuffer) {
    return new TextDecoder().decode(rawBody as Uint8Array | ArrayBuffer);
  }
  throw new WebhookVerificationError(
    "signature_mismatch",
    rawBody === undefined || rawBody === null
      ? "pass the raw body, as it arrived: there is none; was it read before, or not at all?"
      : "pass the raw body, as it arrived: it was parsed already, and what is signed are its bytes",
  );
}
