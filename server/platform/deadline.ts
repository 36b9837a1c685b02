/** A bound on how long something may take in all, split among its steps. */
import type { Clock } from "./clock.ts";

export interface Deadline {
  /** Milliseconds left, never below 0. */
  remaining(): number;
  /** Fires after `ms` or when the whole deadline is over, whichever is sooner. */
  signal(ms?: number): AbortSignal;
  /** Ends the timers; call it when the work is done. */
  release(): void;
}

export function createDeadline(clock: Clock, totalMs: number): Deadline {
  const endsAt = clock.now() + totalMs;
  const released = new AbortController();
  let isOver = false;
  // The clock may be put back meanwhile: no deadline becomes longer by that.
  void clock.wait(totalMs, released.signal).then(() => (isOver = true));
  const remaining = () => (isOver ? 0 : Math.min(totalMs, Math.max(0, endsAt - clock.now())));
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
