/** What nobody needs any more goes: keys of requests, and people, each after its time. */
import type { FlowContext } from "../flow-context.ts";
import { idempotencyMs } from "../sessions/idempotency.ts";

/** Personal data stays this long after a session's end. */
const personalMs = 30 * 24 * 3_600_000;
const everyMs = 3_600_000;

/** A worker's round. */
export function createHousekeeping({ clock, ledger }: FlowContext): () => Promise<boolean> {
  let nextAt = 0;
  return async () => {
    const now = clock.now();
    if (now < nextAt) return false;
    nextAt = now + everyMs;
    await ledger.dropIdempotencyBefore(now - idempotencyMs);
    await ledger.erasePersonal({ endedBefore: now - personalMs }, now);
    return false;
  };
}
