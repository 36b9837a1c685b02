/**
 * The time of day as one machine has it, which somebody may put wrong, and right again. All processes
 * of the machine read it; what waits, and what measures how long something takes, does not go by it.
 */
import type { VirtualTime } from "./virtual-time.ts";

export class WallClock {
  readonly #time: Pick<VirtualTime, "now">;
  #aheadMs = 0;

  constructor(time: Pick<VirtualTime, "now">) {
    this.#time = time;
  }

  now(): number {
    return this.#time.now() + this.#aheadMs;
  }

  get isRight(): boolean {
    return this.#aheadMs === 0;
  }

  /** @returns whether it jumped */
  put(aheadMs: number): boolean {
    const jumped = aheadMs !== this.#aheadMs;
    this.#aheadMs = aheadMs;
    return jumped;
  }
}
