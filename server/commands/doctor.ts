/** `doctor`: looks at everything a payment depends on and prints what to fix. */
import { createProviders, gatewayAddresses, openLedger } from "../compose.ts";
import { GatewayError } from "../errors.ts";
import { createHttpClient } from "../http-client.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { isLoopback } from "../loopback.ts";
import type { Command, CommandContext } from "./command.ts";

const timeoutMs = 10_000;
const allowedSkewMs = 60_000;

interface Finding {
  readonly ok: boolean;
  readonly what: string;
}

export const doctor: Command = async (context) => {
  const findings: Finding[] = [
    { ok: true, what: "configuration: readable" },
    ...context.config.warnings.map((what) => ({ ok: false, what })),
    checkTrustProxy(context),
    ...(await checkDatabase(context)),
    ...(await checkCredentials(context)),
    ...(await checkClock(context)),
  ];
  for (const { ok, what } of findings) context.print(`${ok ? "ok  " : "FIX "} ${what}`);
  return findings.every((finding) => finding.ok) ? 0 : 1;
};

function checkTrustProxy({ config }: CommandContext): Finding {
  const isPublic = !isLoopback(new URL(config.publicUrl));
  return isPublic && config.trustProxy === false
    ? {
        ok: false,
        what: "TRUST_PROXY is not set although PUBLIC_URL is not loopback: behind a reverse proxy every client would count as one; set the number of reverse proxies",
      }
    : { ok: true, what: "TRUST_PROXY: fits PUBLIC_URL" };
}

async function checkDatabase(context: CommandContext): Promise<readonly Finding[]> {
  let ledger: Ledger | undefined;
  try {
    ledger = await openLedger(context.config);
    await ledger.ping();
    return [
      { ok: true, what: "DATABASE_URL: the ledger answers" },
      ...(await checkAccounts(context, ledger)),
    ];
  } catch (error) {
    return [
      { ok: false, what: `DATABASE_URL: ${error instanceof Error ? error.message : "no answer"}` },
    ];
  } finally {
    await ledger?.close();
  }
}

/** Live payments of a gateway that is configured no more can be asked about by nobody. */
async function checkAccounts(
  { config, world }: CommandContext,
  ledger: Ledger,
): Promise<readonly Finding[]> {
  const known = new Set(createProviders(config, world).map((provider) => provider.id));
  return (await ledger.countOpenPayments())
    .filter(({ provider }) => !known.has(provider))
    .map(({ provider, account, count }) => ({
      ok: false,
      what: `${count} open payments of ${provider} (account ${account}) cannot be asked about: configure it again until they have ended`,
    }));
}

async function checkCredentials({ config, world }: CommandContext): Promise<readonly Finding[]> {
  return Promise.all(
    createProviders(config, world).map(async (provider) => {
      try {
        await provider.checkCredentials(AbortSignal.timeout(timeoutMs));
        return { ok: true, what: `${provider.id}: the credentials work` };
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        return { ok: false, what: `${provider.id}: ${error.message} (${error.failure})` };
      }
    }),
  );
}

/** Signatures made at the wrong time are refused, and expiries lie. */
async function checkClock({ config, world }: CommandContext): Promise<readonly Finding[]> {
  const http = createHttpClient({ fetch: world.fetch });
  const findings = await Promise.all(
    gatewayAddresses(config).map(async (url): Promise<Finding | undefined> => {
      const answer = await http
        .send({ url, method: "GET", signal: AbortSignal.timeout(timeoutMs) })
        .catch(() => undefined);
      const theirs = Date.parse(answer?.headers.get("date") ?? "");
      if (Number.isNaN(theirs)) return undefined;
      const skewMs = Math.abs(world.clock.now() - theirs);
      const host = new URL(url).host;
      return skewMs > allowedSkewMs
        ? {
            ok: false,
            what: `clock: ${Math.round(skewMs / 1000)} s away from ${host}'s; let NTP set it`,
          }
        : { ok: true, what: `clock: agrees with ${host}'s` };
    }),
  );
  return findings.filter((finding) => finding !== undefined);
}
