/** Time as an argument: flows read `now()` and wait on `wait()`, so that tests decide when it is. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /**
   * Milliseconds since some moment, for what measures how long something takes: nobody sets it, as
   * they do the time of day. A clock without it is taken to run evenly.
   */
  elapsed?(): number;
  /** Resolves after `ms`, or as soon as `signal` aborts (never rejects). */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done, { once: true });
    }),
};

export function elapsed(clock: Clock): number {
  return clock.elapsed?.() ?? clock.now();
}
