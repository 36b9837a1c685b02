/** Idempotency keys are kept as hashes, bound to the API key they came with. */
import { createHash } from "node:crypto";

/** How long a key is remembered. */
export const idempotencyMs = 48 * 3_600_000;

export function hashIdempotencyKey(apiKey: string, idempotencyKey: string): string {
  return createHash("sha256").update(`${apiKey}\n${idempotencyKey}`).digest("hex");
}
