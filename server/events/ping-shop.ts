/** Tells the shop that it can be told: an event of no session, signed as every event is. */
import type { TestEvent } from "../../contract/contract.ts";
import { randomToken, type RandomBytes } from "../platform/random.ts";
import { sendEvent, type ShopEventsOptions } from "./send-event.ts";

const patienceMs = 15_000;

/** @param now in ms @returns why the shop did not take it, or undefined */
export function pingShop(
  shop: ShopEventsOptions,
  now: number,
  random: RandomBytes,
): Promise<string | undefined> {
  const event: TestEvent = {
    id: `evt_${randomToken(random, 16)}`,
    type: "test.ping",
    timestamp: new Date(now).toISOString(),
    data: {},
  };
  return sendEvent(shop, event, { now, signal: AbortSignal.timeout(patienceMs) });
}
