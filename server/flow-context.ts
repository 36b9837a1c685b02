/** What every flow works with. Built once, in compose/proxy.ts. */
import type { Accounts } from "./providers/accounts.ts";
import type { Clock } from "./platform/clock.ts";
import type { Ledger, Purchase } from "./ledger/ledger.ts";
import type { Logger } from "./platform/logger.ts";
import type { Metrics } from "./platform/metrics.ts";
import { PurchaseDraft } from "./rules/purchase-draft.ts";
import type { PublicUrls } from "./platform/public-urls.ts";
import { randomToken, type RandomBytes } from "./platform/random.ts";

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

/** A decision about `purchase`, as of now. */
export function draftOf(
  context: Pick<FlowContext, "clock" | "random" | "urls">,
  purchase: Purchase,
): PurchaseDraft {
  return new PurchaseDraft(purchase, {
    now: context.clock.now(),
    newEventId: () => `evt_${randomToken(context.random, 16)}`,
    payUrl: (sessionId) => context.urls.pay(sessionId),
  });
}
