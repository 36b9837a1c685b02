/** Every call to a gateway is timed, counted and, when it fails, logged, in one place. */
import type { Clock } from "../platform/clock.ts";
import { GatewayError } from "../platform/errors.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Accounts } from "./accounts.ts";
import type { PaymentProvider } from "./provider.ts";

/** What calls are timed, counted and told by. */
export interface CallRecorder {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export async function callGateway<Result>(
  context: CallRecorder,
  provider: Pick<PaymentProvider, "id">,
  call: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const told = { provider: provider.id, account: context.accounts.ownerOf(provider), call };
  const startedAt = context.clock.now();
  const seconds = () => Math.max(0, context.clock.now() - startedAt) / 1000;
  try {
    const result = await work();
    context.metrics.gatewayCall({ ...told, outcome: "ok" }, seconds());
    return result;
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : "defect";
    context.metrics.gatewayCall({ ...told, outcome: failure }, seconds());
    context.logger.warn(
      {
        ...told,
        failure,
        outcome: error instanceof GatewayError ? error.outcome : "unknown",
        gatewayCode: error instanceof GatewayError ? error.gatewayCode : undefined,
        reason: error instanceof Error ? error.message : undefined,
      },
      "a call to the gateway failed",
    );
    throw error;
  }
}
