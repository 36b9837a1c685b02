/** Whether the ledger answers, and whether everything in it can still be asked about. */
import { composeAccounts } from "../../compose/gateways.ts";
import { listStranded } from "../../confirmation/stranded-payments.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { createAccounts } from "../../providers/accounts.ts";
import { counted, type CommandContext } from "../command.ts";
import { MissingLedger, withLedger } from "../open-for.ts";
import type { Finding } from "./finding.ts";

export async function checkLedger(context: CommandContext): Promise<readonly Finding[]> {
  try {
    return await withLedger(context, async (ledger) => {
      await ledger.ping();
      return [
        { ok: true, what: "DATABASE_URL: the ledger answers" },
        ...(await checkStranded(context, ledger)),
      ];
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : "no answer";
    const isMissing = error instanceof MissingLedger;
    return [{ ok: isMissing, isNote: isMissing, what: `DATABASE_URL: ${why}` }];
  }
}

/** Open payments of an account that is configured no more can be asked about by nobody. */
async function checkStranded(
  { config, world }: CommandContext,
  ledger: Ledger,
): Promise<readonly Finding[]> {
  const accounts = createAccounts(composeAccounts(config, world));
  return (await listStranded(ledger, accounts)).map(({ provider, account, count }) => ({
    ok: false,
    what: `${counted(count, "open payment")} of ${provider} (account ${account}) cannot be asked about: configure it again until all have ended`,
  }));
}
