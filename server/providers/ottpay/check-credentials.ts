/** Whether the credentials are good, by a question that changes nothing. */
import { GatewayError } from "../../platform/errors.ts";
import type { Offering } from "../provider.ts";
import type { Exchange } from "./exchange.ts";
import type { OuterLevel } from "./outer-level.ts";
import { toRateQuery } from "./wire.ts";

/** OTT Pay answered, and not as it would to good credentials. */
const heard: ReadonlySet<GatewayError["failure"]> = new Set([
  "refused",
  "server_error",
  "invalid_answer",
]);

interface Checked {
  readonly currencies: readonly string[];
  readonly wallets: readonly unknown[];
  readonly outer: OuterLevel;
}

/** @throws GatewayError which names what else than the credentials may be wrong */
export async function checkCredentials(
  { currencies, wallets, outer }: Checked,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<Offering> {
  try {
    await exchange(toRateQuery(currencies[0] ?? "CAD"), signal);
    return { methods: wallets.length, whereNone: "see OTTPAY_WALLETS" };
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
