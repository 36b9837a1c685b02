/**
 * One proxy with gateways and a shop of its own, all in this process: many of them go through their
 * troubles at the same time, and none disturbs another.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProxy, type LogFields, type RunningProxy } from "../../server/index.ts";
import { ForwardClock } from "../support/forward-clock.ts";
import { Gateways } from "./gateways.ts";
import { apiKey, ProxyCalls } from "./proxy-calls.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { Shop, webhookSecret } from "./shop.ts";

export class Lane {
  readonly gateways: Gateways;
  readonly shop: Shop;
  readonly calls: ProxyCalls;
  readonly defects: readonly string[];
  /** The time of the proxy and of the gateways; the shop has its own. */
  readonly clock: ForwardClock;
  readonly env: Readonly<Record<string, string>>;
  readonly #proxy: RunningProxy;
  readonly #folder: string;

  private constructor(parts: {
    gateways: Gateways;
    shop: Shop;
    proxy: RunningProxy;
    folder: string;
    defects: readonly string[];
    clock: ForwardClock;
    env: Readonly<Record<string, string>>;
  }) {
    this.gateways = parts.gateways;
    this.shop = parts.shop;
    this.defects = parts.defects;
    this.clock = parts.clock;
    this.env = parts.env;
    this.calls = new ProxyCalls(`http://127.0.0.1:${parts.proxy.port}`);
    this.#proxy = parts.proxy;
    this.#folder = parts.folder;
  }

  static async open(more: Readonly<Record<string, string>> = {}): Promise<Lane> {
    const clock = new ForwardClock();
    const folder = await mkdtemp(join(tmpdir(), "otter-lane-"));
    const [gateways, shop, port] = await Promise.all([
      Gateways.start(() => clock.now()),
      Shop.start(),
      findFreePort(),
    ]);
    const defects: string[] = [];
    const env = {
      ...gateways.sandbox.env,
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      MERCHANT_API_KEYS: apiKey,
      MERCHANT_ORIGINS: "https://shop.example",
      MERCHANT_WEBHOOK_URL: shop.url,
      MERCHANT_WEBHOOK_SECRET: webhookSecret,
      DATABASE_URL: `file:${join(folder, "ledger.db")}`,
      ...more,
    };
    const options = {
      world: { clock, logger: listenFor(defects) },
      scriptFolder: await layScripts(folder),
    };
    const proxy = await startProxy(env, options).catch(async (error: unknown) => {
      await Promise.all([gateways.stop(), shop.stop()]);
      throw error;
    });
    return new Lane({ gateways, shop, proxy, folder, defects, clock, env });
  }

  async close(): Promise<void> {
    // Hanging answers first: what is stopping waits for its calls to the gateways.
    await this.gateways.stop();
    await this.#proxy.stop();
    await this.shop.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function listenFor(defects: string[]) {
  const ignore = () => undefined;
  return {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: (fields: LogFields, message: string) => {
      const { code, worker, reason, at } = fields;
      if (worker === undefined && code !== "internal_error") return;
      defects.push(`${message}: ${String(reason)} ${String(at ?? worker)}`);
    },
  };
}

/** No shopper here runs the widget, and packing the real one anew for each lane takes its time. */
async function layScripts(folder: string): Promise<string> {
  const scripts = join(folder, "script");
  await mkdir(join(scripts, "otter-checkout/0"), { recursive: true });
  for (const name of [
    ...["otter-checkout.js", "otter-checkout.classic.js", "otter-checkout.css"],
    "otter-checkout/0/card-frame-0.js",
    "otter-checkout/0/card-frame-0.css",
  ]) {
    await writeFile(join(scripts, name), "export {};\n");
  }
  return scripts;
}
