/**
 * A clock that stands still until a test moves it. `advance` goes from one due wait to the next, in
 * order of time, and lets everything that a wait set free run before it goes on, so that loops that
 * wait again and again are led through each of their rounds.
 */
import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../server/platform/clock.ts";

interface Wait {
  readonly until: number;
  readonly resolve: () => void;
}

export class ManualClock implements Clock {
  #now: number;
  readonly #waits = new Set<Wait>();

  constructor(now: number = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waits.delete(wait);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const wait: Wait = { until: this.#now + ms, resolve: done };
      this.#waits.add(wait);
      signal?.addEventListener("abort", done, { once: true });
    });
  }

  /** How many waits are not over. */
  get waiting(): number {
    return this.#waits.size;
  }

  /** Moves on by `ms`. Resolves when all that came due on the way, and what followed at once, has run. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await turn();
    for (let next = this.#nextUntil(target); next !== undefined; next = this.#nextUntil(target)) {
      this.#now = Math.max(this.#now, next.until);
      next.resolve();
      await turn();
    }
    this.#now = target;
  }

  #nextUntil(target: number): Wait | undefined {
    let soonest: Wait | undefined;
    for (const wait of this.#waits) {
      if (wait.until <= target && (soonest === undefined || wait.until < soonest.until))
        soonest = wait;
    }
    return soonest;
  }
}
