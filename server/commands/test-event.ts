/** Sends the shop an event that says nothing but that the way is open: signed like every other. */
import { createHttpClient } from "../platform/http-client.ts";
import { pingShop } from "../events/ping-shop.ts";
import type { CommandContext, Outcome } from "./command.ts";

export async function sendTest({
  config: { webhook },
  world: { fetch, clock, random },
}: Pick<CommandContext, "config" | "world">): Promise<Outcome> {
  if (webhook === null) {
    const words = "MERCHANT_WEBHOOK_URL is not set: the shop is told nothing";
    return { lines: [words], data: { taken: false, reason: words }, code: 1 };
  }
  const http = createHttpClient({ fetch, timeoutMs: 15_000 });
  const reason = await pingShop({ ...webhook, http }, clock.now(), random);
  const words =
    reason === undefined
      ? `MERCHANT_WEBHOOK_URL: ${webhook.url} took a test.ping`
      : `MERCHANT_WEBHOOK_URL: ${webhook.url} did not take a test.ping: ${reason}`;
  const data = { taken: reason === undefined, ...(reason === undefined ? {} : { reason }) };
  return { lines: [words], data, code: reason === undefined ? 0 : 1 };
}
