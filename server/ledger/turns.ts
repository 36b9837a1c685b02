/** A place that one has at a time, first come first served. */
import { elapsed, type Clock } from "../platform/clock.ts";

interface Waiting {
  readonly until: number;
  readonly decide: (isMine: boolean) => void;
}

/** How exactly a wait ends that is in vain. */
const lookEveryMs = 20;

export class Turns {
  readonly #clock: Clock;
  #isTaken = false;
  /** In the order in which they came. */
  readonly #waiting = new Set<Waiting>();
  #isLooking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether it is free, and is taken hereby; whoever has it calls `pass`. */
  takeFree(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    return true;
  }

  /** Resolves to whether the turn came within `ms`; whoever has it calls `pass`. */
  take(ms: number): Promise<boolean> {
    if (this.takeFree()) return Promise.resolve(true);
    return new Promise((decide) => {
      this.#waiting.add({ until: elapsed(this.#clock) + ms, decide });
      if (!this.#isLooking) void this.#endVainWaits();
    });
  }

  pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#isTaken = false;
      return;
    }
    this.#waiting.delete(next);
    next.decide(true);
  }

  /** One look for all: most wait for less than a timer costs. */
  async #endVainWaits(): Promise<void> {
    this.#isLooking = true;
    while (this.#waiting.size > 0) {
      await this.#clock.wait(lookEveryMs);
      const now = elapsed(this.#clock);
      for (const waiting of this.#waiting) {
        if (waiting.until > now) continue;
        this.#waiting.delete(waiting);
        waiting.decide(false);
      }
    }
    this.#isLooking = false;
  }
}
