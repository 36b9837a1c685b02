/**
 * Counts for each key and minute. Keys come from outside, so memory is bounded: in a flood of new
 * ones the oldest are forgotten, which lets somebody through but never fills the machine.
 */
import { LRUCache } from "lru-cache";
import { CheckoutError } from "../../platform/errors.ts";

const mostKeys = 20_000;

/** How a key stands after a hit. */
export interface Hit {
  /** Since the key's minute began, this one included. */
  readonly count: number;
  /** Until the key's minute is over: 1 to 60. */
  readonly secondsLeft: number;
  /** Makes it as if it had not been. */
  takeBack(): void;
}

export class HitsPerMinute {
  readonly #hits = new LRUCache<string, { count: number }>({ max: mostKeys, ttl: 60_000 });

  get size(): number {
    return this.#hits.size;
  }

  /** Counts one. */
  hit(key: string): Hit {
    let counted = this.#hits.get(key);
    if (counted === undefined) {
      counted = { count: 0 };
      this.#hits.set(key, counted);
    }
    const minute = counted;
    minute.count += 1;
    const left = Math.ceil(this.#hits.getRemainingTTL(key) / 1000);
    return {
      count: minute.count,
      secondsLeft: Math.min(60, Math.max(1, left)),
      takeBack: () => void (minute.count -= 1),
    };
  }

  /** Counts one, and says how many it were since the key's minute began. */
  count(key: string): number {
    return this.hit(key).count;
  }

  /** Counts one. @throws CheckoutError `rate_limited` past `most` in the key's minute */
  admit(key: string, most: number, refusal: string): Hit {
    const hit = this.hit(key);
    if (hit.count <= most) return hit;
    throw new CheckoutError("rate_limited", refusal, { retryAfterSeconds: hit.secondsLeft });
  }
}
