/**
 * A proxy that answers what a test has written down, for the widget's tests: real HTTP from another
 * origin, as shops have it. It cannot drift from the real one: every scripted answer and every
 * request must fit the contract's schemas, and the routes are the vocabulary's.
 *
 * A test opens a proxy of its own with `PUT /<name>`, finds it at `/<name>/v1/…`, reads what was
 * asked of it with `GET /<name>`, and lets held answers go with `POST /<name>`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  checkoutView,
  errorAnswer,
  methodList,
  startedPayment,
  startPaymentRequest,
} from "../../contract/contract.ts";
import { routes } from "../../contract/vocabulary.ts";
import type { AskedRequest, Script, ScriptedAnswer } from "./script.ts";

interface ScriptedProxy {
  readonly script: Script;
  readonly asked: AskedRequest[];
  readonly held: (() => void)[];
  /** Called once, when something is held. */
  onHeld?: (() => void) | undefined;
}

type Route = keyof Script;

const answers = { checkout: checkoutView, methods: methodList, payments: startedPayment };

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`);
}

const patterns: readonly [method: string, pattern: RegExp, route: Route][] = [
  ["GET", patternOf(routes.checkout), "checkout"],
  ["GET", patternOf(routes.methods), "methods"],
  ["POST", patternOf(routes.checkoutPayments), "payments"],
];

/** A picture for `/v1/icons/…`: one that loads, for every name but `broken`. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 24"><rect width="40" height="24" rx="4" fill="#246"/></svg>`;

/** @throws ZodError when the script says what no proxy could say. */
function parseScript(script: Script): Script {
  for (const [route, scripted] of Object.entries(script) as [Route, ScriptedAnswer[]][]) {
    for (const { status = 200, body, html, dropped } of scripted) {
      if (html === undefined && !dropped) {
        (status < 300 ? answers[route] : errorAnswer).parse(body);
      }
    }
  }
  return script;
}

export class ScriptedProxies {
  readonly #proxies = new Map<string, ScriptedProxy>();
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      response.writeHead(422).end(String(error));
    });
  });

  /** @returns the origin the proxies are found at. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "", "http://proxy.invalid");
    const [, name = "", path = ""] = /^\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type");
    response.setHeader("access-control-allow-methods", "PUT");
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    const body = await text(request);
    if (path === "") return this.#steer(request.method ?? "", name, body, response);
    const proxy = this.#proxies.get(name);
    if (proxy === undefined) return void response.writeHead(404).end();
    if (path.startsWith("/v1/icons/")) return sendIcon(path, response);
    const parsed: unknown = body === "" ? undefined : JSON.parse(body);
    this.#play(proxy, { method: request.method ?? "", path, body: parsed }, response);
  }

  /** The test's side. */
  #steer(method: string, name: string, body: string, response: ServerResponse): void {
    const proxy = this.#proxies.get(name);
    if (method === "PUT") {
      const script = parseScript(JSON.parse(body) as Script);
      this.#proxies.set(name, { script, asked: proxy?.asked ?? [], held: proxy?.held ?? [] });
    }
    const answerTest = () => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(proxy?.asked ?? []));
    };
    if (method !== "POST" || proxy === undefined) return answerTest();
    const release = () => {
      proxy.held.splice(0).forEach((send) => send());
      answerTest();
    };
    if (proxy.held.length > 0) release();
    else proxy.onHeld = release;
  }

  /** The widget's side. */
  #play(proxy: ScriptedProxy, request: AskedRequest, response: ServerResponse): void {
    const { script, asked } = proxy;
    const { method, path } = request;
    asked.push(request);
    const route = patterns.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2];
    const scripted = route === undefined ? undefined : script[route];
    const answer = scripted !== undefined && scripted.length > 1 ? scripted.shift() : scripted?.[0];
    if (route === "payments") startPaymentRequest.parse(request.body);
    if (answer === undefined) throw new Error(`${method} ${path} is not in the script`);
    if (answer.dropped) return void response.destroy();
    const send = () => {
      const status = answer.status ?? (route === "payments" ? 201 : 200);
      response.setHeader(
        "content-type",
        answer.html === undefined ? "application/json" : "text/html",
      );
      response.writeHead(status).end(answer.html ?? JSON.stringify(answer.body));
    };
    if (!answer.held) return send();
    proxy.held.push(send);
    proxy.onHeld?.();
    proxy.onHeld = undefined;
  }
}

function sendIcon(path: string, response: ServerResponse): void {
  if (path.endsWith("/broken")) return void response.writeHead(404).end();
  response.setHeader("content-type", "image/svg+xml");
  response.setHeader("cross-origin-resource-policy", "cross-origin");
  response.end(icon);
}

/** For the test runner: starts with it, and tells the tests at `/scripted-proxies` where to look. */
export function scriptedProxies() {
  const proxies = new ScriptedProxies();
  let origin = "";
  return {
    name: "scripted-proxies",
    async serverStart() {
      origin = await proxies.start();
    },
    serverStop() {
      proxies.stop();
    },
    serve({ path }: { path: string }) {
      return path === "/scripted-proxies" ? { body: origin, type: "text/plain" } : undefined;
    },
  };
}
