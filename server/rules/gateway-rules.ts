/** What rules know of a gateway: judgements that need no call. */
import type { PaymentProvider } from "../providers/provider.ts";

export type GatewayRules = Pick<
  PaymentProvider,
  "fitsMoney" | "queryPace" | "canRepeatOrder" | "asksByOrderNumber"
>;

/** Where an order can be found by our own number, nobody has to tell us another reference. */
export function findsByNumber(gateway: GatewayRules): boolean {
  return gateway.canRepeatOrder || gateway.asksByOrderNumber === true;
}
