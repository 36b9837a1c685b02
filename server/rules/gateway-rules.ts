/** What rules know of a gateway: judgements that need no call. */
import type { PaymentProvider } from "../providers/provider.ts";

export type GatewayRules = Pick<PaymentProvider, "capabilities" | "fitsMoney" | "queryPace">;
