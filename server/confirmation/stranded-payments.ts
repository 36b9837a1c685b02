/**
 * Open payments of an account, or of one of its gateways, that is not configured any more. Nobody
 * can ask about them: they wait, and are asked about as soon as it is there again.
 */
import type { Accounts } from "../providers/accounts.ts";
import type { FlowContext } from "../flow-context.ts";
import { restLeftMs } from "../platform/wrong-clock.ts";
import type { Ledger, OpenPayments } from "../ledger/ledger.ts";

export async function listStranded(
  ledger: Pick<Ledger, "countOpenPayments">,
  accounts: Accounts,
): Promise<readonly OpenPayments[]> {
  return (await ledger.countOpenPayments()).filter(
    ({ account, provider }) => accounts.provider(account, provider) === undefined,
  );
}

const lookAgainMs = 60_000;

/** A worker's round: counts them now and then, and says so once of each that is found. */
export function createStrandedWatch(context: FlowContext): () => Promise<boolean> {
  let nextAt = 0;
  const told = new Set<string>();
  return async () => {
    const now = context.clock.now();
    if (restLeftMs(nextAt, now, lookAgainMs) > 0) return false;
    nextAt = now + lookAgainMs;
    const stranded = await listStranded(context.ledger, context.accounts);
    context.metrics.strandedPayments(stranded);
    for (const { provider, account, count } of stranded) {
      if (told.has(`${account}/${provider}`)) continue;
      told.add(`${account}/${provider}`);
      context.logger.warn(
        { provider, account, count },
        "open payments of an account that is not configured any more cannot be asked about",
      );
    }
    return false;
  };
}
