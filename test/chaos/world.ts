/**
 * Everything a scenario plays in: both gateways and the shop in this process, one or more real
 * proxies in theirs behind one address, and their database.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestPostgres } from "../support/postgres.ts";
import { Balancer } from "./balancer.ts";
import type { Findings } from "../support/findings.ts";
import { Gateways } from "./gateways.ts";
import { apiKey, ProxyCalls } from "./proxy-calls.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { ProxyProcess } from "../../scripts/proxy-process.ts";
import { Shop, webhookSecret } from "./shop.ts";

export type DatabaseKind = "sqlite" | "postgres";

export interface WorldOptions {
  readonly database?: DatabaseKind;
  /** Several need PostgreSQL. */
  readonly instances?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What one instance is given besides, by its place. */
  readonly eachEnv?: (index: number) => Readonly<Record<string, string>>;
}

export class World {
  readonly gateways: Gateways;
  readonly shop: Shop;
  readonly instances: readonly ProxyProcess[];
  /** Calls that alternate between the instances. */
  readonly calls: ProxyCalls;
  readonly #balancer: Balancer;
  readonly #postgres: TestPostgres | undefined;
  readonly #folder: string;

  private constructor(parts: {
    gateways: Gateways;
    shop: Shop;
    balancer: Balancer;
    postgres: TestPostgres | undefined;
    folder: string;
    instances: readonly ProxyProcess[];
  }) {
    this.gateways = parts.gateways;
    this.shop = parts.shop;
    this.instances = parts.instances;
    this.calls = new ProxyCalls(parts.balancer.url);
    this.#balancer = parts.balancer;
    this.#postgres = parts.postgres;
    this.#folder = parts.folder;
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const { database = "sqlite", instances: count = 1, env = {}, eachEnv } = options;
    const folder = await mkdtemp(join(tmpdir(), "otter-chaos-"));
    const [gateways, shop, balancer] = await Promise.all([
      Gateways.start(),
      Shop.start(),
      Balancer.start(),
    ]);
    const postgres = database === "postgres" ? await TestPostgres.start() : undefined;
    const settings = {
      ...gateways.sandbox.env,
      OTTPAY_CURRENCIES: "CAD,USD",
      PUBLIC_URL: balancer.url,
      MERCHANT_API_KEYS: apiKey,
      MERCHANT_ORIGINS: "https://shop.example",
      MERCHANT_WEBHOOK_URL: shop.url,
      MERCHANT_WEBHOOK_SECRET: webhookSecret,
      DATABASE_URL: (await postgres?.createDatabase()) ?? `file:${join(folder, "ledger.db")}`,
      RATE_LIMIT_PER_MINUTE: "1000000",
      ...env,
    };
    const instances: ProxyProcess[] = [];
    for (let made = 0; made < count; made += 1) {
      const own = { ...settings, ...eachEnv?.(made) };
      instances.push(new ProxyProcess(await findFreePort(), own));
    }
    balancer.setTargets(instances.map((instance) => instance.url));
    const world = new World({ gateways, shop, balancer, postgres, folder, instances });
    const started = await Promise.all(instances.map((instance) => instance.start()));
    if (started.includes(false)) {
      const defects = world.#defects();
      await world.stop();
      throw new Error(`a proxy did not start: ${defects.join(" · ")}`);
    }
    return world;
  }

  /** Whatever else a scenario looks for, no proxy may have failed in a way that nobody foresaw. */
  checkDefects(findings: Findings): void {
    this.checkProcesses(findings);
    findings.check(this.shop.refused === 0, "an event reached the shop with a wrong signature");
  }

  /** The same where the shop cannot take every message, by its own clock. */
  checkProcesses(findings: Findings): void {
    for (const defect of this.#defects()) findings.check(false, `defect: ${defect}`);
  }

  /** Ends the database server and every connection to it. */
  async pauseDatabase(): Promise<void> {
    await this.#postgres?.pause();
  }

  async resumeDatabase(): Promise<void> {
    await this.#postgres?.resume();
  }

  async stop(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.kill()));
    await this.#balancer.stop();
    await Promise.all([this.gateways.stop(), this.shop.stop(), this.#postgres?.stop()]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  #defects(): readonly string[] {
    return this.instances.flatMap((instance) => instance.defects);
  }
}
