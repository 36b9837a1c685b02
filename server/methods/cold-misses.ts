/** The budget of lists that nobody asked for before: anybody may invent filters, gateways have limits. */
import type { FlowContext } from "../flow-context.ts";
import { CheckoutError } from "../platform/errors.ts";
import { withTimeLimit } from "../platform/time-limit.ts";

const windowMs = 60_000;
/** The list is still to be loaded, and a gateway may take its time over it. */
const patienceMs = 2_000;

/**
 * Takes one from what the whole cluster has for this minute; a ledger that cannot say refuses none.
 * @throws CheckoutError `rate_limited`
 */
export async function takeColdMiss(
  { clock, ledger }: Pick<FlowContext, "clock" | "ledger">,
  perMinute: number,
): Promise<void> {
  const now = clock.now();
  const granted = await withTimeLimit(patienceMs, () =>
    ledger.takeFromBudget({ name: "methods-misses", now, windowMs, limit: perMinute }),
  ).catch(() => true);
  if (granted) return;
  throw new CheckoutError(
    "rate_limited",
    "too many lists were asked for that nobody had asked for before",
    { retryAfterSeconds: Math.ceil((windowMs - (now % windowMs)) / 1000) },
  );
}
