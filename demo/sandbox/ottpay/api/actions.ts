/** The actions of processV2 that are simulated. There is no void: OTT Pay documents none. */
import { authorizeCard, chargeCard, queryCharge } from "./card-charges.ts";
import { initPrepay } from "./prepay-init.ts";
import { queryPrepay, queryRate, queryStatus } from "./queries.ts";
import { refund } from "./refund.ts";
import type { Action } from "./reply.ts";

export const actions: ReadonlyMap<string, Action> = new Map([
  ["PREPAY_INIT", initPrepay],
  ["PREPAY_QUERY", queryPrepay],
  ["STATUS_QUERY", queryStatus],
  ["EX_RATE_QUERY", queryRate],
  ["REFUND", refund],
  ["CC_PURCHASE", chargeCard],
  ["CC_PREAUTH", authorizeCard],
  ["CC_QUERYPAY", queryCharge],
]);
