/** Whether the gateways take our credentials, and what these open. */
import { composeAccounts } from "../../compose/gateways.ts";
import { GatewayError, type GatewayFailure } from "../../platform/errors.ts";
import { defaultAccountId } from "../../providers/accounts.ts";
import type { Offering, PaymentProvider } from "../../providers/provider.ts";
import type { CommandContext } from "../command.ts";
import type { Finding } from "./finding.ts";

const timeoutMs = 10_000;

export async function checkGateways({
  config,
  world,
}: CommandContext): Promise<readonly Finding[]> {
  const gateways = composeAccounts(config, world).flatMap(({ id, providers }) =>
    providers.map((provider) => ({
      provider,
      name: id === defaultAccountId ? provider.id : `${provider.id} (account ${id})`,
    })),
  );
  const findings = await Promise.all(
    gateways.map(async ({ provider, name }) => {
      try {
        const offering = await provider.checkCredentials(AbortSignal.timeout(timeoutMs));
        return [
          { ok: true, what: `${name}: the credentials work` },
          ...toMethodsFinding(name, offering),
        ];
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        const advice = adviceOn(error.failure, provider.variables);
        return [{ ok: false, what: `${name}: ${error.message} (${error.failure})${advice}` }];
      }
    }),
  );
  return findings.flat();
}

/** Credentials may work and open nothing: then every picker is empty. */
function toMethodsFinding(name: string, { methods, whereNone }: Offering): readonly Finding[] {
  if (methods === null) return [];
  if (methods === 0) return [{ ok: false, what: `${name}: offers no method (${whereNone})` }];
  return [{ ok: true, what: `${name}: offers ${methods} method${methods === 1 ? "" : "s"}` }];
}

/** Which variable to look at. */
function adviceOn(
  failure: GatewayFailure,
  { address, credentials }: PaymentProvider["variables"],
): string {
  if (failure === "unauthorized" || failure === "refused") return `: look at ${credentials}`;
  const isBusy = failure === "rate_limited" || failure === "server_error";
  return isBusy ? "" : `: look at ${address}`;
}
