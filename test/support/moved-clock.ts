/**
 * A clock that stands still until a test moves it: each move wakes whoever waited no longer than
 * that, once. Unlike a clock that is led through every round of a loop, it crosses days at a step,
 * while what it wakes does its work over real connections.
 */
import type { Clock } from "../../server/platform/clock.ts";

export class MovedClock implements Clock {
  #now: number;
  readonly #waits = new Map<() => void, number>();

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
        this.#waits.delete(done);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      this.#waits.set(done, this.#now + ms);
      signal?.addEventListener("abort", done, { once: true });
    });
  }

  move(ms: number): void {
    this.#now += ms;
    for (const [done, until] of [...this.#waits]) if (until <= this.#now) done();
  }
}
