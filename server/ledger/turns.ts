/** A place that one has at a time, first come first served. */
import type { Clock } from "../platform/clock.ts";

export class Turns {
  readonly #clock: Clock;
  #isTaken = false;
  /** In the order in which they came. */
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves to whether the turn came within `ms`; whoever had it calls `pass`. */
  async take(ms: number): Promise<boolean> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return true;
    }
    const decided = new AbortController();
    const isMine = await new Promise<boolean>((resolve) => {
      const come = () => resolve(true);
      this.#waiting.add(come);
      void this.#clock.wait(Math.max(0, ms), decided.signal).then(() => {
        if (this.#waiting.delete(come)) resolve(false);
      });
    });
    decided.abort();
    return isMine;
  }

  pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isTaken = false;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
