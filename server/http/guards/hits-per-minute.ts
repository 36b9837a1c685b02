/**
 * Counts for each key and minute. Keys come from outside, so memory is bounded: in a flood of new
 * ones the oldest are forgotten, which lets somebody through but never fills the machine.
 */
import { LRUCache } from "lru-cache";
import { CheckoutError } from "../../platform/errors.ts";

const mostKeys = 20_000;

export class HitsPerMinute {
  readonly #hits = new LRUCache<string, { count: number }>({ max: mostKeys, ttl: 60_000 });

  get size(): number {
    return this.#hits.size;
  }

  /** Counts one, and says how many it were since the key's minute began. */
  count(key: string): number {
    const hit = this.#hits.get(key);
    if (hit === undefined) {
      this.#hits.set(key, { count: 1 });
      return 1;
    }
    hit.count += 1;
    return hit.count;
  }

  /** Counts one. @throws CheckoutError `rate_limited` past `most` in the key's minute */
  admit(key: string, most: number, refusal: string): void {
    if (this.count(key) <= most) return;
    throw new CheckoutError("rate_limited", refusal, { retryAfterSeconds: this.#secondsLeft(key) });
  }

  /** Seconds until the key's minute is over: 1 to 60. */
  #secondsLeft(key: string): number {
    return Math.min(60, Math.max(1, Math.ceil(this.#hits.getRemainingTTL(key) / 1000)));
  }
}
