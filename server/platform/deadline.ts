/** A bound on how long something may take in all, split among its steps. */
import { elapsed, type Clock } from "./clock.ts";
import { timeLeft } from "./time-limit.ts";

export interface Deadline {
  /** Milliseconds left, never below 0. */
  remaining(): number;
  /** Fires after `ms` or when the whole deadline is over, whichever is sooner. */
  signal(ms?: number): AbortSignal;
  /** Ends the timers; call it when the work is done. */
  release(): void;
}

/** Never later than the request that it is a part of has to be answered. */
export function createDeadline(clock: Clock, totalMs: number): Deadline {
  const endsAt = elapsed(clock) + totalMs;
  const released = new AbortController();
  const remaining = () =>
    Math.max(0, Math.min(totalMs, endsAt - elapsed(clock), timeLeft() ?? Infinity));
  return {
    remaining,
    signal(ms = totalMs) {
      const controller = new AbortController();
      void clock.wait(Math.min(ms, remaining()), released.signal).then(() => {
        if (!released.signal.aborted) controller.abort();
      });
      return controller.signal;
    },
    release: () => released.abort(),
  };
}

/** Waits for `work` no longer than `ms`, which goes on all the same: undefined when that is over. */
export async function within<Result>(
  clock: Clock,
  ms: number,
  work: Promise<Result>,
): Promise<Result | undefined> {
  const deadline = createDeadline(clock, ms);
  const signal = deadline.signal();
  const over = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    deadline.release();
  }
}
