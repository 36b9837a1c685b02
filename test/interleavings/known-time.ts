/**
 * Whom laws about when things happen are held against. Nobody can keep them who does not know the
 * time, and what a wrong clock was there for keeps times that are wrong. What is named once all
 * clocks have been right for a minute is judged as ever.
 */
import type { VirtualTime } from "./virtual-time.ts";

/** So long after the clocks are right all is right. */
export const rightMs = 60_000;

/** No clock is put further from the right time. */
export const mostWrongMs = 3 * 3_600_000;

export class KnownTime {
  readonly #time: Pick<VirtualTime, "now">;
  /** Names that no wrong clock was there for. */
  readonly #fresh = new Set<string>();
  #wrongUntil = -Infinity;
  #era = 0;
  #jumps = 0;

  constructor(time: Pick<VirtualTime, "now">) {
    this.#time = time;
  }

  /** How often a clock was put to another time. */
  get jumps(): number {
    return this.#jumps;
  }

  /** @param areRight whether all clocks are, afterwards */
  jump(areRight: boolean): void {
    this.#jumps += 1;
    this.#fresh.clear();
    this.#wrongUntil = areRight ? this.#time.now() + rightMs : Infinity;
  }

  /** A name that is the same until clocks were wrong in between, and right again. */
  nameOf(name: string): string {
    if (!this.#isKnown()) return this.#inEra(name);
    if (this.#wrongUntil !== -Infinity) {
      this.#wrongUntil = -Infinity;
      this.#era += 1;
    }
    this.#fresh.add(this.#inEra(name));
    return this.#inEra(name);
  }

  isKnownFor(name: string): boolean {
    return this.#jumps === 0 || (this.#isKnown() && this.#fresh.has(name));
  }

  #isKnown(): boolean {
    return this.#time.now() >= this.#wrongUntil;
  }

  #inEra(name: string): string {
    return this.#era === 0 ? name : `${name}-${this.#era}`;
  }
}
