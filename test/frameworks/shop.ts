/**
 * A built shop on a port of its own, before a real proxy and simulated gateways. Its pages name the
 * proxy as the documents do; what is served names the one that runs.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname } from "node:path";
import { text } from "node:stream/consumers";
import type { SessionRecord } from "../../contract/contract.ts";
import { anOrder, listen, runProxy, type RunningProxy } from "../support/running-proxy.ts";
import { builtFolder, type Framework, type Mode } from "./frameworks.ts";
import type { Answer, Till } from "./serving.ts";

/** The proxy in `widget/README.md`, `docs/frameworks.md` and every shop here. */
const documentedProxy = /https:\/\/pay\.shop\.example/g;
const prices = new Map([
  [1, "12.750"],
  [2, "25.500"],
]);
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

export interface Shop {
  readonly url: string;
  readonly running: RunningProxy;
  /** Those that its server was asked to make, in order. */
  readonly sessions: readonly SessionRecord[];
  stop(): Promise<void>;
}

export async function openShop(framework: Framework, mode: Mode): Promise<Shop> {
  const built = builtFolder(framework.name, mode);
  const sessions: SessionRecord[] = [];
  let proxyUrl = "";
  const server = createServer((request, response) => {
    serve(request).then(
      (answer) => send(response, answer, policy(framework, proxyUrl)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  const url = await listen(server);
  const running = await runProxy({ env: { MERCHANT_ORIGINS: url } });
  const { client } = running;
  proxyUrl = running.url;

  async function read(file: string): Promise<string> {
    const content = await readFile(new URL(`client/${file}`, built), "utf8");
    return content.replace(documentedProxy, proxyUrl);
  }
  const till: Till = {
    async createSession(bowls) {
      const amount = prices.get(bowls);
      if (amount === undefined) throw new Error(`no price for ${bowls} bowls`);
      const returnUrl = `${url}/thank-you`;
      const session = await client.createSession(anOrder({ amount, returnUrl, failureUrl: url }));
      sessions.push(session);
      return session;
    },
    page: read,
  };
  const answer = await serverOf(built);

  async function serve(incoming: IncomingMessage): Promise<Response> {
    const { pathname } = new URL(incoming.url ?? "/", url);
    const request = new Request(new URL(incoming.url ?? "/", url), {
      method: incoming.method ?? "GET",
      headers: incoming.headers as Record<string, string>,
      body: incoming.method === "POST" ? await text(incoming) : null,
    });
    const own = await answer?.(request, till);
    if (own !== undefined) return own;
    if (pathname === "/favicon.ico") return new Response(null, { status: 204 });
    if (pathname === "/checkout" && request.method === "POST") {
      const { bowls } = (await request.json()) as { bowls: number };
      return Response.json({ id: (await till.createSession(bowls)).id });
    }
    const file = fileFor(built, pathname);
    const headers = { "content-type": types[extname(file)] ?? "text/plain" };
    return new Response(await read(file), { headers });
  }

  return {
    url,
    running,
    sessions,
    async stop() {
      await running.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A shop of one page has it at each of its addresses. */
function fileFor(built: URL, pathname: string): string {
  const path = pathname.slice(1) || "index";
  if (extname(path) !== "") return path;
  const page = `${path}.html`;
  return existsSync(new URL(`client/${page}`, built)) ? page : "index.html";
}

async function serverOf(built: URL): Promise<Answer | undefined> {
  const entry = new URL("server/server.js", built);
  if (!existsSync(entry)) return undefined;
  return ((await import(entry.href)) as { answer: Answer }).answer;
}

/** As `widget/README.md` gives it, with the shop's own scripts and server. */
function policy({ trustedTypes, styleNonce, evaluates }: Framework, proxy: string): string {
  const scripts = ["'self'", proxy, ...(evaluates ? ["'unsafe-eval'"] : [])];
  const styles = ["'self'", ...(styleNonce === undefined ? [] : [`'nonce-${styleNonce}'`])];
  const trusted = ["require-trusted-types-for 'script'", `trusted-types ${trustedTypes}`];
  return [
    ...["default-src 'none'", `script-src ${scripts.join(" ")}`, `connect-src 'self' ${proxy}`],
    ...[`img-src ${proxy}`, `frame-src ${proxy}`, `style-src ${styles.join(" ")}`],
    "base-uri 'none'",
    ...(trustedTypes === undefined ? [] : trusted),
  ].join("; ");
}

async function send(response: ServerResponse, answer: Response, csp: string): Promise<void> {
  const headers = { ...Object.fromEntries(answer.headers), "content-security-policy": csp };
  response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
}
