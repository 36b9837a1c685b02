/** What every flow works with. Built once, in compose.ts. */
import type { Accounts } from "./providers/accounts.ts";
import type { Clock } from "./platform/clock.ts";
import type { Ledger, Order } from "./ledger/ledger.ts";
import type { Logger } from "./platform/logger.ts";
import type { Metrics } from "./platform/metrics.ts";
import { OrderDraft } from "./rules/purchase-draft.ts";
import { randomToken, type RandomBytes } from "./platform/random.ts";

/** Addresses the proxy is known by. Each built URL is at most 200 characters long. */
export interface PublicUrls {
  /** Without a trailing slash; may carry a path. */
  readonly base: string;
  pay(sessionId: string): string;
  return(returnToken: string): string;
  notification(provider: string, notifyToken: string): string;
}

export interface FlowContext {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly urls: PublicUrls;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Wakes the reconciler and the event deliverer: something is due. */
  readonly wake: () => void;
}

export function draftOf(context: FlowContext, order: Order): OrderDraft {
  return new OrderDraft(order, {
    now: context.clock.now(),
    newEventId: () => `evt_${randomToken(context.random, 16)}`,
    payUrl: (sessionId) => context.urls.pay(sessionId),
  });
}
