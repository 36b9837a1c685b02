/** What nobody needs any more goes: keys of requests, and people, each after its time. */
import type { FlowContext } from "../flow-context.ts";
import { restLeftMs } from "../platform/wrong-clock.ts";
import { idempotencyMs } from "../sessions/idempotency.ts";

/** Personal data stays this long after a session's end. */
const personalMs = 30 * 24 * 3_600_000;
const everyMs = 3_600_000;

/** A worker's round. */
export function createHousekeeping({ clock, ledger }: FlowContext): () => Promise<boolean> {
  let nextAt = 0;
  return async () => {
    const now = clock.now();
    if (restLeftMs(nextAt, now, everyMs) > 0) return false;
    nextAt = now + everyMs;
    await ledger.dropIdempotencyBefore(now - idempotencyMs, now);
    await ledger.erasePersonal({ endedBefore: now - personalMs }, now);
    return false;
  };
}
