/** Every call to a gateway is timed, counted and, when it fails, logged, in one place. */
import type { FlowContext } from "../flow-context.ts";
import { GatewayError } from "../platform/errors.ts";
import type { PaymentProvider } from "./provider.ts";

export async function callGateway<Result>(
  context: Pick<FlowContext, "accounts" | "clock" | "metrics" | "logger">,
  provider: Pick<PaymentProvider, "id">,
  call: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const account = context.accounts.ownerOf(provider);
  const startedAt = context.clock.now();
  const seconds = () => (context.clock.now() - startedAt) / 1000;
  try {
    const result = await work();
    context.metrics.gatewayCall(provider.id, account, call, "ok", seconds());
    return result;
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : "defect";
    context.metrics.gatewayCall(provider.id, account, call, failure, seconds());
    context.logger.warn(
      {
        provider: provider.id,
        account,
        call,
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
