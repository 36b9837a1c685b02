/** Whether our clock agrees with the gateways'. */
import { createHttpClient } from "../../platform/http-client.ts";
import type { CommandContext } from "../command.ts";
import type { Finding } from "./finding.ts";

const timeoutMs = 10_000;
const allowedSkewMs = 60_000;

/** Signatures made at the wrong time are refused, and expiries lie. */
export async function checkClock({ config, world }: CommandContext): Promise<readonly Finding[]> {
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
