/** Every call to a gateway is timed, counted, logged and traced in one place. */
import { elapsed, type Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/errors.ts";
import { loggedPayment } from "../platform/logged-payment.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { traced, type TracedFields } from "../platform/tracing.ts";
import type { Accounts } from "./accounts.ts";
import type { PaymentProvider } from "./provider.ts";

/** What calls are timed, counted and told by. */
export interface CallRecorder {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** What is asked of the gateway, and about which payment, if about one. */
export interface Calling {
  readonly call: string;
  readonly payment?: Parameters<typeof loggedPayment>[0];
}

export async function callGateway<Result>(
  context: CallRecorder,
  provider: Pick<PaymentProvider, "id">,
  { call, payment }: Calling,
  work: () => Promise<Result>,
): Promise<Result> {
  const { clock, metrics, logger } = context;
  const labels = { provider: provider.id, account: context.accounts.ownerOf(provider), call };
  const told: TracedFields = { ...labels, ...(payment && loggedPayment(payment)) };
  const startedAt = elapsed(clock);
  const done = (outcome: string): number => {
    const ms = Math.max(0, elapsed(clock) - startedAt);
    metrics.gatewayCall({ ...labels, outcome }, ms / 1000);
    return Math.round(ms);
  };
  return traced("gateway", told, async () => {
    try {
      const result = await work();
      const ms = done("ok");
      told["outcome"] = "ok";
      // Lists of methods are fetched all the time, and belong to no payment.
      const level = payment === undefined ? "debug" : "info";
      logger[level]({ ...told, ms }, "a call to the gateway");
      return result;
    } catch (error) {
      const known = error instanceof GatewayError ? error : undefined;
      const failure = known?.failure ?? "defect";
      const ms = done(failure);
      told["failure"] = failure;
      told["outcome"] = known?.outcome ?? "unknown";
      logger.warn(
        {
          ...told,
          gatewayCode: known?.gatewayCode,
          reason: error instanceof Error ? error.message : undefined,
          ms,
        },
        "a call to the gateway failed",
      );
      throw error;
    }
  });
}
