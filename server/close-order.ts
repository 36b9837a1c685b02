/** Closing an order at its gateway as far as that works: best effort, the answer is not evidence. */
import { toKnownOrder } from "./confirmation.ts";
import type { Deadline } from "./deadline.ts";
import { GatewayError } from "./errors.ts";
import type { FlowContext } from "./flow-context.ts";
import { callGateway } from "./gateway-call.ts";
import type { Payment } from "./ledger/ledger.ts";
import type { PaymentProvider } from "./providers/provider.ts";

const closeMs = 2_000;

export async function closeQuietly(
  context: FlowContext,
  provider: PaymentProvider,
  payment: Payment,
  deadline: Deadline,
): Promise<void> {
  try {
    await callGateway(context, provider, "close", () =>
      provider.closeOrder(toKnownOrder(payment), deadline.signal(closeMs)),
    );
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
  }
}
