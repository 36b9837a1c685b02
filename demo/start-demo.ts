/**
 * The whole play in one process: both gateways (simulated), the proxy between, the shop in front.
 * Each talks to the others over HTTP only, as they would on machines of their own.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProxy, type ProxyOptions, type RunningProxy } from "otter-checkout-proxy";
import { startSandbox, type Sandbox } from "otter-checkout-sandbox";
import { freePorts } from "./free-ports.ts";
import { createGallery } from "./gallery/gallery.ts";
import { createShop } from "./shop/shop.ts";
import { WireLog } from "./shop/wire-log.ts";
import { followJournal } from "./shop/wire-sources.ts";

export interface DemoOptions {
  /** The lowest port to take: the shop's, if it is free. 0, the default, takes any. */
  readonly firstPort?: number;
  /** Of pages beside the shop's that may use the proxy. */
  readonly moreOrigins?: readonly string[];
  /** Variables of the proxy that replace the demo's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly proxy?: ProxyOptions;
  /** What time it is for the gateways. */
  readonly now?: () => number;
}

export interface RunningDemo {
  readonly url: string;
  readonly proxyUrl: string;
  readonly sandbox: Sandbox;
  readonly proxy: RunningProxy;
  readonly wire: WireLog;
  stop(): Promise<void>;
}

const host = "127.0.0.1";
const secret = () => randomBytes(24).toString("base64url");

export async function startDemo(options: DemoOptions = {}): Promise<RunningDemo> {
  const { firstPort = 0, moreOrigins = [], env = {} } = options;
  const [shopPort = 0, fixedProxyPort, ottpayPort, ottuPort] =
    firstPort === 0 ? [] : await freePorts(host, firstPort, 4);
  const {
    MERCHANT_API_KEYS: apiKey = secret(),
    MERCHANT_WEBHOOK_SECRET: webhookSecret = secret(),
  } = env;
  const folder = mkdtempSync(join(tmpdir(), "otter-demo-"));
  let handle: RequestListener = (_request, response) => response.writeHead(503).end();
  const shop = createServer((request, response) => handle(request, response));
  const url = `http://${host}:${await listen(shop, shopPort)}`;
  const sandbox = await startSandbox({ host, ottpayPort, ottuPort, now: options.now });
  // It alone is told its port; looked for last, so that nobody else is given it meanwhile.
  const [anyPort, cardPort] = await freePorts(host, 0, 2);
  const proxyPort = fixedProxyPort ?? anyPort;
  const proxyUrl = `http://${host}:${proxyPort}`;
  const settings: Record<string, string> = {
    ...sandbox.env,
    HOST: host,
    PORT: String(proxyPort),
    PUBLIC_URL: proxyUrl,
    DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: [url, ...moreOrigins].join(","),
    MERCHANT_WEBHOOK_URL: `${url}/webhooks/otter`,
    MERCHANT_WEBHOOK_SECRET: webhookSecret,
    SHOP_NAME: "Kiln & Palm",
    SHOP_LOGO: `${url}/favicon.svg`,
    SHOP_ACCENT: "#a3442a",
    SHOP_SUPPORT: "hello@kiln-and-palm.example",
    LOG_LEVEL: "warn",
    ...env,
  };
  const wire = new WireLog([apiKey, webhookSecret, ...secretsOf(sandbox.env)]);
  const unfollow = followJournal(sandbox.journal, wire);
  const proxy = await startProxy(settings, options.proxy);
  const cards = cardProxy(settings, folder, cardPort);
  handle = createGallery({
    origin: url,
    proxyUrl,
    cardProxy: cards.start,
    cardOrigins: [cards.url],
    shop: createShop({ origin: url, proxyUrl, apiKey, webhookSecret, wire }),
  });
  return {
    url,
    proxyUrl,
    sandbox,
    proxy,
    wire,
    async stop() {
      unfollow();
      await Promise.all([close(shop), proxy.stop(), cards.stop()]);
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The gallery shows the card form, whether the shop takes cards or not: by the shop's proxy where that
 * does, else by one of its own, which nobody starts before it is asked for.
 */
function cardProxy(settings: Readonly<Record<string, string>>, folder: string, port = 0) {
  const { PUBLIC_URL: shops = "", OTTPAY_CARD = "off" } = settings;
  const url = OTTPAY_CARD === "off" ? `http://${host}:${port}` : shops;
  let running: Promise<RunningProxy> | undefined;
  return {
    url,
    start: async () => {
      if (url !== shops) {
        await (running ??= startProxy({
          ...settings,
          OTTPAY_CARD: "purchase",
          PORT: String(port),
          PUBLIC_URL: url,
          DATABASE_URL: `file:${join(folder, "cards.db")}`,
        }));
      }
      return url;
    },
    stop: async () => (await running)?.stop(),
  };
}

/** The simulated gateways' keys: masked like real ones, so that nobody gets used to seeing them. */
function secretsOf(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env)
    .filter(([name]) => /_KEY$|_PASSWORD$/.test(name))
    .map(([, value]) => value);
}

/** Resolves to the port. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Pages listen to the shop for as long as they are open, so their connections are cut. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
