/**
 * Time that a driver moves from one thing due to the next, shared by everybody in a run, and lives
 * that can be ended: what waits in an ended life waits for ever, as in a process that was killed.
 */
import type { Clock } from "../../../server/clock.ts";

/** Never resolves. */
export const never: Promise<never> = new Promise(() => undefined);

export class Life {
  #isAlive = true;

  get isAlive(): boolean {
    return this.#isAlive;
  }

  end(): void {
    this.#isAlive = false;
  }

  /** What `work` comes to, unless this life ends before: then nobody ever hears of it. */
  async hear<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      return this.#isAlive ? result : await never;
    } catch (error) {
      if (this.#isAlive) throw error;
      return never;
    }
  }
}

interface Wait {
  readonly until: number;
  readonly life: Life;
  readonly resolve: () => void;
}

export class VirtualTime {
  #now: number;
  /** Waits that time stops at. */
  readonly #waits = new Set<Wait>();
  /** Waits of workers for nothing in particular: ended when something is due. */
  readonly #rests = new Set<Wait>();

  constructor(now: number = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  clockOf(life: Life): Clock {
    return this.#clock(life, this.#waits);
  }

  /** For workers, which rest a second at a time: time does not stop at each. */
  workerClockOf(life: Life): Clock {
    return this.#clock(life, this.#rests);
  }

  #clock(life: Life, waits: Set<Wait>): Clock {
    return {
      now: () => this.#now,
      wait: (ms, signal) => {
        if (!life.isAlive) return never;
        if (ms <= 0 || signal?.aborted === true) return Promise.resolve();
        return new Promise((resolve) => {
          const done = () => {
            waits.delete(wait);
            signal?.removeEventListener("abort", done);
            if (life.isAlive) resolve();
          };
          const wait: Wait = { until: this.#now + ms, life, resolve: done };
          waits.add(wait);
          signal?.addEventListener("abort", done, { once: true });
        });
      },
    };
  }

  /** When the next wait of somebody alive ends. */
  nextWait(): number | undefined {
    let soonest: number | undefined;
    for (const wait of this.#waits) {
      if (!wait.life.isAlive) this.#waits.delete(wait);
      else if (soonest === undefined || wait.until < soonest) soonest = wait.until;
    }
    return soonest;
  }

  /** Moves to `now` and ends the waits that are over. */
  moveTo(now: number): void {
    this.#now = Math.max(this.#now, now);
    for (const wait of [...this.#waits].sort((a, b) => a.until - b.until)) {
      if (wait.until <= this.#now) wait.resolve();
    }
  }

  /** Something is due: the workers of one life look for it. */
  endRestsOf(life: Life): void {
    for (const rest of [...this.#rests]) {
      if (!rest.life.isAlive) this.#rests.delete(rest);
      else if (rest.life === life) rest.resolve();
    }
  }
}
