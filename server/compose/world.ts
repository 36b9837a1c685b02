/** The outside world, as arguments: the real one, or what a test or a shop puts in its place. */
import { randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import { systemClock, type Clock } from "../platform/clock.ts";
import type { Fetch } from "../platform/http-client.ts";
import { createLogger, type Logger } from "../platform/logger.ts";
import type { RandomBytes } from "../platform/random.ts";
import type { CardSeals } from "../providers/ottpay/card-seals.ts";

export interface World {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly fetch: Fetch;
  readonly logger: Logger;
  /** Further ways to seal a card for OTT Pay, by the names `OTTPAY_CARD_SEAL` may have. */
  readonly cardSeals?: CardSeals;
}

/** @param given what takes the place of the real thing */
export function createWorld(
  { logLevel, secrets }: Pick<Config, "logLevel" | "secrets">,
  given: Partial<World> = {},
): World {
  return {
    clock: systemClock,
    random: (count) => randomBytes(count),
    fetch: globalThis.fetch,
    ...given,
    logger: given.logger ?? createLogger({ level: logLevel, secrets }),
  };
}
