/** Whether shoppers and gateways reach us: PUBLIC_URL, asked from the outside in. */
import { GatewayError } from "../../platform/errors.ts";
import { createHttpClient } from "../../platform/http-client.ts";
import { isLoopback } from "../../platform/loopback.ts";
import type { CommandContext } from "../command.ts";
import type { Finding } from "./finding.ts";

const timeoutMs = 10_000;
/** What `/healthz` answers, and hardly anybody else. */
const sign = '{"status":"up"}';

export function checkTrustProxy({ config }: CommandContext): Finding {
  const isPublic = !isLoopback(new URL(config.publicUrl));
  return isPublic && config.trustProxy === false
    ? {
        ok: false,
        what: "TRUST_PROXY is not set although PUBLIC_URL is not loopback: behind a reverse proxy every client would count as one; set the number of reverse proxies",
      }
    : { ok: true, what: "TRUST_PROXY: fits PUBLIC_URL" };
}

export async function checkPublicUrl({ config, world }: CommandContext): Promise<Finding> {
  const { publicUrl } = config;
  const http = createHttpClient({ fetch: world.fetch });
  const url = `${publicUrl}/healthz`;
  const answer = await http
    .send({ url, method: "GET", signal: AbortSignal.timeout(timeoutMs) })
    .catch((error: unknown) => {
      if (error instanceof GatewayError) return error;
      throw error;
    });
  if (answer instanceof GatewayError) {
    // On one machine nothing stands between, and before the first start nobody answers.
    const isNote = isLoopback(new URL(publicUrl));
    const what = `PUBLIC_URL: ${url} does not answer (${answer.failure}); is the proxy serving, and does the web server in front pass it on?`;
    return { ok: isNote, isNote, what };
  }
  return answer.status === 200 && answer.text() === sign
    ? { ok: true, what: `PUBLIC_URL: ${publicUrl} leads here` }
    : {
        ok: false,
        what: `PUBLIC_URL: ${url} answers ${answer.status}, and not as this proxy does; does the web server in front pass it on with its path?`,
      };
}
