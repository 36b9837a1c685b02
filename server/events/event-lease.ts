/**
 * Having an event in hand while it is delivered. The lease is short, so that what a killed process
 * held does not wait long for another one, and is renewed for as long as the shop takes to answer.
 */
import type { FlowContext } from "../flow-context.ts";

export const leaseMs = 5_000;
/** Often enough that a slow ledger may miss one or two. */
const renewEveryMs = 1_500;

export interface EventLease {
  /** Fires when somebody else may have the event. */
  readonly lost: AbortSignal;
  /** No longer renews it. */
  end(): Promise<void>;
  /** Lets whoever looks next have the event at once. Call it after `end`. */
  giveBack(): Promise<void>;
}

/** @param until as the event was claimed, in ms since 1970 */
export function holdEvent(
  { clock, ledger }: Pick<FlowContext, "clock" | "ledger">,
  sequence: number,
  until: number,
): EventLease {
  const lost = new AbortController();
  const over = new AbortController();
  let held = until;

  async function renew(): Promise<void> {
    const next = clock.now() + leaseMs;
    try {
      if (await ledger.moveEventLease(sequence, held, next)) held = next;
      else lost.abort();
    } catch {
      // The ledger may be back before the lease is over.
    }
  }

  async function keep(): Promise<void> {
    for (;;) {
      await clock.wait(renewEveryMs, over.signal);
      if (over.signal.aborted || lost.signal.aborted) return;
      await renew();
    }
  }

  const keeping = keep();
  return {
    lost: lost.signal,
    async end() {
      over.abort();
      await keeping;
    },
    async giveBack() {
      await ledger.moveEventLease(sequence, held, null);
    },
  };
}
