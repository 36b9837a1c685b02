/** A shop whose page holds the element in a form, under the strictest policy, before a real proxy. */
import { createServer } from "node:http";
import type { CreateSessionRequest, SessionRecord } from "../../contract/contract.ts";
import { listen } from "../support/listen.ts";
import { anOrder, runProxy, type RunningProxy } from "../support/running-proxy.ts";
import { startFront } from "./front.ts";

export interface EngineShop {
  readonly running: RunningProxy;
  /** A session whose shopper comes back to this shop. */
  session(request: Partial<CreateSessionRequest>): Promise<SessionRecord>;
  /** Where its picker is. @param value what is chosen from the start */
  checkout(session: SessionRecord, language?: string, value?: string): string;
  /** What the form was sent with, in order. */
  readonly posted: readonly Readonly<Record<string, string>>[];
  stop(): Promise<void>;
}

/** @param losesScript whether the widget's script comes to no page, the proxy's own neither */
export async function openShop({ losesScript = false } = {}): Promise<EngineShop> {
  const posted: Record<string, string>[] = [];
  const front = losesScript ? await startFront() : undefined;
  let proxyUrl = "";
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", origin);
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(proxyUrl),
    });
    if (request.method !== "POST") return response.end(page(proxyUrl, pathname, searchParams));
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      posted.push(Object.fromEntries(new URLSearchParams(body)));
      response.end("<!doctype html><title>Ordered</title><p>Ordered");
    });
  });
  const origin = await listen(server);
  const running = await runProxy({
    env: {
      MERCHANT_ORIGINS: origin,
      OTTPAY_CARD: "purchase",
      ...(front && { PUBLIC_URL: front.url }),
    },
  });
  if (front !== undefined) front.behind = running.url;
  proxyUrl = front?.url ?? running.url;
  return {
    running,
    session: (request) =>
      running.client.createSession(
        anOrder({ returnUrl: `${origin}/done`, failureUrl: `${origin}/checkout`, ...request }),
      ),
    checkout: ({ id }, language = "en-CA", value = "") =>
      `${origin}/checkout?${String(new URLSearchParams({ session: id, language, value }))}`,
    posted,
    async stop() {
      await running.stop();
      await front?.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** As `widget/README.md` gives it, and the file that engines without constructable sheets want. */
function policy(proxy: string): string {
  return [
    ...["default-src 'none'", `script-src ${proxy}`, `connect-src ${proxy}`, `img-src ${proxy}`],
    ...[`frame-src ${proxy}`, `style-src 'self' ${proxy}/otter-checkout.css`, "base-uri 'none'"],
    ...["form-action 'self'", "require-trusted-types-for 'script'", "trusted-types lit-html"],
  ].join("; ");
}

function page(proxy: string, path: string, asked: URLSearchParams): string {
  const session = asked.get("session") ?? "";
  const language = asked.get("language") ?? "en-CA";
  const element =
    path === "/done"
      ? `<otter-checkout result></otter-checkout>`
      : `<form method="post" action="/order">
          <otter-checkout session="${session}" name="method" required value="${asked.get("value") ?? ""}">
            <a id="link" href="${proxy}/pay/${session}">Pay by the link</a>
          </otter-checkout>
          <button id="order">Order</button>
        </form>`;
  return `<!doctype html>
    <html lang="${language}" dir="${language.startsWith("ar") ? "rtl" : "ltr"}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Shop</title>
        <script type="module" src="${proxy}/otter-checkout.js"></script>
      </head>
      <body>${element}</body>
    </html>`;
}
