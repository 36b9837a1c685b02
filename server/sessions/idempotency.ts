/** Idempotency keys are kept as hashes, bound to the API key they came with. */
import { createHash } from "node:crypto";
import type { IdempotencyRow, Ledger } from "../ledger/ledger.ts";
import { CheckoutError } from "../platform/errors.ts";
import { hashBody } from "../platform/stable-hash.ts";

/** How long a key is remembered. */
export const idempotencyMs = 48 * 3_600_000;

/** What a request with a key holds on to: the key, and what was asked with it. */
export type Claim = Pick<IdempotencyRow, "key" | "bodyHash">;

export function claimOf(apiKey: string, idempotencyKey: string, body: unknown): Claim {
  return { key: hashIdempotencyKey(apiKey, idempotencyKey), bodyHash: hashBody(body) };
}

/**
 * What was made for a claim before, or undefined.
 * @throws CheckoutError `idempotency_key_reused`
 */
export async function findClaimed(
  ledger: Pick<Ledger, "findIdempotency">,
  claim: Claim,
): Promise<IdempotencyRow | undefined> {
  const known = await ledger.findIdempotency(claim.key);
  if (known !== undefined && known.bodyHash !== claim.bodyHash) {
    throw new CheckoutError(
      "idempotency_key_reused",
      "this Idempotency-Key was used with another body; use a new key for a new request",
    );
  }
  return known;
}

function hashIdempotencyKey(apiKey: string, idempotencyKey: string): string {
  return createHash("sha256").update(`${apiKey}\n${idempotencyKey}`).digest("hex");
}
