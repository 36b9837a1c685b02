/** Whether the credentials are good, by a question that changes nothing. */
import { GatewayError } from "../../platform/errors.ts";
import type { Exchange } from "./exchange.ts";
import type { OuterLevel } from "./outer-level.ts";
import { toRateQuery } from "./wire.ts";

/** OTT Pay answered, and not as it would to good credentials. */
const heard: ReadonlySet<GatewayError["failure"]> = new Set([
  "refused",
  "server_error",
  "invalid_answer",
]);

/** @throws GatewayError which names what else than the credentials may be wrong */
export async function checkCredentials(
  { currencies, outer }: { readonly currencies: readonly string[]; readonly outer: OuterLevel },
  exchange: Exchange,
  signal: AbortSignal,
): Promise<void> {
  try {
    await exchange(toRateQuery(currencies[0] ?? "CAD"), signal);
  } catch (error) {
    if (!(error instanceof GatewayError) || !heard.has(error.failure)) throw error;
    const { failure, message, outcome, gatewayCode } = error;
    const other = outer === "base64" ? "json" : "base64";
    const advice = `if the credentials are right, it may want OTTPAY_OUTER=${other}`;
    throw new GatewayError(failure, `${message}; ${advice}`, {
      outcome,
      ...(gatewayCode === undefined ? {} : { gatewayCode }),
      cause: error,
    });
  }
}
