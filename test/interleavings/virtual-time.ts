/**
 * Time that a driver moves from one thing due to the next, shared by everybody in a run, and lives
 * that can be ended: what waits in an ended life waits for ever, as in a process that was killed. A
 * life can also stall, as a process does that the machine gives no time to: it hears nothing, does
 * nothing, and goes on with what it was at when all has moved on.
 */
import type { Clock } from "../../server/platform/clock.ts";

/** Never resolves. */
export const never: Promise<never> = new Promise(() => undefined);

export class Life {
  #isAlive = true;
  #stall: { readonly until: number; readonly over: Promise<void> } | undefined;
  #endStall = (): void => undefined;
  #stalls = 0;

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get stalledUntil(): number {
    return this.#stall?.until ?? 0;
  }

  /** How often it stalled. */
  get stalls(): number {
    return this.#stalls;
  }

  stall(until: number): void {
    if (this.#stall !== undefined) return;
    this.#stalls += 1;
    this.#stall = { until, over: new Promise((resolve) => (this.#endStall = resolve)) };
  }

  resume(): void {
    this.#stall = undefined;
    this.#endStall();
  }

  /** Resolves when this life can do something; never where it has ended. */
  async awake(): Promise<void> {
    await this.#stall?.over;
    if (!this.#isAlive) await never;
  }

  end(): void {
    this.#isAlive = false;
  }

  /** What `work` comes to, unless this life ends before: then nobody ever hears of it. */
  async hear<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } finally {
      await this.awake();
    }
  }
}

/** Who asks a gateway: its own clock never jumps, that of who asks may. */
export interface Caller {
  readonly life: Life;
  readonly clock: Pick<Clock, "now">;
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
  readonly #stalled = new Set<Life>();
  /** Waits of workers for nothing in particular: ended when something is due. */
  readonly #rests = new Set<Wait>();

  constructor(now: number = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  stall(life: Life, ms: number): void {
    life.stall(this.#now + ms);
    this.#stalled.add(life);
  }

  /** @param wall what its time of day is read from, where that is not this time itself */
  clockOf(life: Life, wall: Pick<Clock, "now"> = this): Clock {
    return this.#clock(life, wall, this.#waits);
  }

  /** For workers, which rest a second at a time: time does not stop at each. */
  workerClockOf(life: Life, wall: Pick<Clock, "now">): Clock {
    return this.#clock(life, wall, this.#rests);
  }

  #clock(life: Life, wall: Pick<Clock, "now">, waits: Set<Wait>): Clock {
    return {
      now: () => wall.now(),
      elapsed: () => this.#now,
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
    let soonest = Infinity;
    for (const { stalledUntil } of this.#stalled) soonest = Math.min(soonest, stalledUntil);
    for (const wait of this.#waits) {
      if (!wait.life.isAlive) this.#waits.delete(wait);
      else soonest = Math.min(soonest, Math.max(wait.until, wait.life.stalledUntil));
    }
    return soonest === Infinity ? undefined : soonest;
  }

  /** Moves to `now` and ends the stalls and the waits that are over. */
  moveTo(now: number): void {
    this.#now = Math.max(this.#now, now);
    for (const life of this.#stalled) {
      if (life.stalledUntil > this.#now) continue;
      this.#stalled.delete(life);
      life.resume();
    }
    for (const wait of [...this.#waits].sort((a, b) => a.until - b.until)) {
      if (wait.until <= this.#now && wait.life.stalledUntil === 0) wait.resolve();
    }
  }

  /**
   * Something is due: each worker of one life that rests now can be told to look for it, who worked
   * last before the others. Most often that is the one who finds it, and the others may rest on.
   */
  restsOf(life: Life): ReadonlyArray<() => void> {
    if (life.stalledUntil > 0) return [];
    for (const rest of this.#rests) if (!rest.life.isAlive) this.#rests.delete(rest);
    return [...this.#rests]
      .filter((rest) => rest.life === life)
      .map(({ resolve }) => resolve)
      .reverse();
  }
}
