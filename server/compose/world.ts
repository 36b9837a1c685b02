/** What is outside the process, as arguments. */
import type { Clock } from "../platform/clock.ts";
import type { Fetch } from "../platform/http-client.ts";
import type { Logger } from "../platform/logger.ts";
import type { RandomBytes } from "../platform/random.ts";
import type { CardSeals } from "../providers/ottpay/card-seals.ts";

/** The outside world, as arguments. */
export interface World {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly fetch: Fetch;
  readonly logger: Logger;
  /** Further ways to seal a card for OTT Pay, by the names `OTTPAY_CARD_SEAL` may have. */
  readonly cardSeals?: CardSeals;
}
