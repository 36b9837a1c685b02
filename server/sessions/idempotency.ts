/** Idempotency keys are kept as hashes, bound to the API key they came with. */
import { createHash } from "node:crypto";

/** How long a key is remembered. */
export const idempotencyMs = 48 * 3_600_000;

export function hashIdempotencyKey(apiKey: string, idempotencyKey: string): string {
  return createHash("sha256").update(`${apiKey}\n${idempotencyKey}`).digest("hex");
}

/** Equal for bodies that say the same in another key order. */
export function hashBody(body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(body)))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
