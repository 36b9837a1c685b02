/** `doctor`: looks at everything a payment depends on and prints what to fix. */
import { createAccounts, defaultAccountId } from "../providers/accounts.ts";
import { composeAccounts } from "../compose/gateways.ts";
import { GatewayError } from "../platform/errors.ts";
import { createHttpClient } from "../platform/http-client.ts";
import type { Offering } from "../providers/provider.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { isLoopback } from "../platform/loopback.ts";
import { listStranded } from "../confirmation/stranded-payments.ts";
import type { Command, CommandContext } from "./command.ts";
import { withLedger } from "./open-for.ts";

const timeoutMs = 10_000;
const allowedSkewMs = 60_000;

interface Finding {
  readonly ok: boolean;
  /** Good as it is, and yet to be known. */
  readonly isNote?: boolean;
  readonly what: string;
}

export const doctor: Command = async (context) => {
  const findings: Finding[] = [
    { ok: true, what: "configuration: readable" },
    ...context.config.warnings.map((what) => ({ ok: false, what })),
    ...context.config.notes.map((what) => ({ ok: true, isNote: true, what })),
    checkTrustProxy(context),
    ...(await checkDatabase(context)),
    ...(await checkCredentials(context)),
    ...(await checkClock(context)),
  ];
  for (const finding of findings) context.print(`${markOf(finding)} ${finding.what}`);
  return findings.every((finding) => finding.ok) ? 0 : 1;
};

function markOf({ ok, isNote = false }: Finding): string {
  if (!ok) return "FIX ";
  return isNote ? "note" : "ok  ";
}

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
  try {
    return await withLedger(context, async (ledger) => {
      await ledger.ping();
      return [
        { ok: true, what: "DATABASE_URL: the ledger answers" },
        ...(await checkStranded(context, ledger)),
      ];
    });
  } catch (error) {
    return [
      { ok: false, what: `DATABASE_URL: ${error instanceof Error ? error.message : "no answer"}` },
    ];
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
    what: `${count} open ${count === 1 ? "payment" : "payments"} of ${provider} (account ${account}) cannot be asked about: configure it again until all have ended`,
  }));
}

async function checkCredentials({ config, world }: CommandContext): Promise<readonly Finding[]> {
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
        return [{ ok: false, what: `${name}: ${error.message} (${error.failure})` }];
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

/** Signatures made at the wrong time are refused, and expiries lie. */
async function checkClock({ config, world }: CommandContext): Promise<readonly Finding[]> {
  const http = createHttpClient({ fetch: world.fetch });
  const findings = await Promise.all(
    config.gatewayUrls.map(async (url): Promise<Finding | undefined> => {
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
