/**
 * A real proxy on a real port, in front of the sandbox's gateways, with a ledger of its own in a
 * temporary folder. What it logs and what it tells the shop is kept for the test to look at.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "../../demo/sandbox/index.ts";
import type {
  CreateSessionRequest,
  SessionRecord,
  ShopEvent,
  TestEvent,
} from "../../contract/contract.ts";
import { createCheckoutClient, type CheckoutClient } from "../../server/client/index.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { composeProxy } from "../../server/compose/proxy.ts";
import { packedScripts } from "../../server/compose/packed-scripts.ts";
import { createProxy, type Proxy, type ProxyOptions } from "../../server/index.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { loadConfig } from "../../server/config.ts";
import { listen } from "./listen.ts";
import { startShop, webhookSecret } from "./listening-shop.ts";

export { listen, webhookSecret };

export const apiKey = "test-api-key-0123456789abcdef";
export const shopOrigin = "https://shop.example";

export interface RunningProxy {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly proxy: Proxy;
  readonly client: CheckoutClient;
  readonly env: Readonly<Record<string, string>>;
  /** Every line logged so far. */
  readonly log: readonly string[];
  /** Every test of the way that the shop took. */
  readonly pings: readonly TestEvent[];
  /** Every event the shop took, verified. */
  readonly events: readonly ShopEvent[];
  /** Resolves with the first event that fits, past or future. */
  event(fits: (event: ShopEvent) => boolean): Promise<ShopEvent>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /**
   * Ends the process's part and begins it again on the same ledger and address, with another
   * environment. `proxy` and `env` are the new ones from then on.
   */
  restart(change?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks at whatever came
  readonly json: any;
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  readonly sandbox?: Sandbox;
  readonly options?: ProxyOptions;
  /** Without workers only requests are served. Default true. */
  readonly workers?: boolean;
}

export async function runProxy({
  env = {},
  sandbox: given,
  options,
  workers = true,
}: RunOptions = {}): Promise<RunningProxy> {
  const sandbox = given ?? (await startSandbox());
  const folder = await mkdtemp(join(tmpdir(), "otter-"));
  const shop = await startShop();
  const unavailable: RequestListener = (_request, response) => response.writeHead(503).end();
  let app = unavailable;
  const server = createServer((request, response) => app(request, response));
  const url = await listen(server);
  const settings = {
    ...sandbox.env,
    PUBLIC_URL: url,
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: shopOrigin,
    MERCHANT_WEBHOOK_URL: `${shop.url}/webhooks`,
    MERCHANT_WEBHOOK_SECRET: webhookSecret,
    DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    LOG_LEVEL: "info",
    ...env,
  };
  const log: string[] = [];
  async function begin(env: Record<string, string>): Promise<Proxy> {
    const logger = createLogger({
      level: "debug",
      secrets: loadConfig(env).secrets,
      destination: { write: (line: string) => void log.push(line) },
    });
    const begun = await composeFor(env, { ...options, world: { logger, ...options?.world } });
    app = begun.listener;
    if (workers) begun.startWorkers();
    return begun;
  }
  let current: Record<string, string> = settings;
  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await shop.stop();
    if (given === undefined) await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
  let proxy = await begin(current).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const client = createCheckoutClient({ proxyUrl: url, apiKey });
  return {
    url,
    sandbox,
    get proxy() {
      return proxy;
    },
    client,
    get env() {
      return current;
    },
    log,
    events: shop.events,
    pings: shop.pings,
    event: (fits) => shop.event(fits),
    get: (path, headers = {}) => ask(url + path, { headers }),
    post: (path, body, headers = {}) =>
      ask(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    async restart(change = {}) {
      app = unavailable;
      await proxy.stop();
      current = { ...current, ...change };
      proxy = await begin(current);
    },
    async stop() {
      app = unavailable;
      await proxy.stop();
      await close();
    },
  };
}

/** Cards need a proxy that is not mounted in a shop's own app: composed as `startProxy` does. */
function composeFor(env: Record<string, string>, options: ProxyOptions): Promise<Proxy> {
  const { logger } = options.world ?? {};
  if (logger === undefined || (env["OTTPAY_CARD"] ?? "off") === "off") {
    return createProxy(env, options);
  }
  const world = {
    clock: systemClock,
    random: (count: number) => randomBytes(count),
    fetch: globalThis.fetch,
    ...options.world,
    logger,
  };
  return composeProxy(loadConfig(env), world, options.scriptFolder ?? packedScripts());
}

export const asShop = { authorization: `Bearer ${apiKey}` };

let orders = 0;
/** An order of its own, so that tests do not meet. */
export function anOrder(request: Partial<CreateSessionRequest> = {}): CreateSessionRequest {
  orders += 1;
  return {
    amount: "12.750",
    currency: "KWD",
    orderRef: `W-${orders}-${randomBytes(3).toString("hex")}`,
    returnUrl: `${shopOrigin}/thank-you`,
    failureUrl: `${shopOrigin}/checkout`,
    ...request,
  };
}

export const inCanada = { amount: "19.99", currency: "CAD" } as const;

export async function start(
  running: RunningProxy,
  session: Pick<SessionRecord, "id">,
  method: string,
): Promise<Answer> {
  return running.post(`/v1/checkout/${session.id}/payments`, { method });
}

/** What a gateway knows of an order, in words that fit both. */
export interface AtGateway {
  readonly ref: string;
  readonly state: string;
  readonly redirectUrl: string;
  readonly notifyUrl: string;
}

/** The gateway's side of a session's last payment. */
export async function atGateway(
  running: RunningProxy,
  sessionId: string,
  sandbox: Sandbox = running.sandbox,
): Promise<AtGateway> {
  const ref = (await running.client.getSession(sessionId)).payments.at(-1)?.providerRef;
  const prepay = sandbox.ottpay.orders().find((order) => order.prepayOrderId === ref);
  if (prepay !== undefined) {
    return {
      ref: prepay.prepayOrderId,
      state: prepay.status,
      redirectUrl: prepay.redirectUrl,
      notifyUrl: prepay.callbackUrl,
    };
  }
  const checkout = sandbox.ottu.orders().find((order) => order.sessionId === ref);
  if (checkout?.redirectUrl == null || checkout.webhookUrl === null) {
    throw new Error("no gateway knows an order of this session");
  }
  return {
    ref: checkout.sessionId,
    state: checkout.state,
    redirectUrl: checkout.redirectUrl,
    notifyUrl: checkout.webhookUrl,
  };
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json(): unknown {
      return JSON.parse(text);
    },
  };
}
