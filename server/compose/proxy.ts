/** Puts one together: ledger, flows, app, workers. The only file that names concrete stores. */
import type { RequestListener } from "node:http";
import type { Express } from "express";
import { createAccounts } from "../providers/accounts.ts";
import { createApp } from "../http/app.ts";
import { loadAssets } from "../http/scripts.ts";
import { createMethodsCache } from "../methods/cache/tiered-methods-cache.ts";
import type { Config } from "../config.ts";
import type { FlowContext } from "../flow-context.ts";
import { createHttpClient } from "../platform/http-client.ts";
import { createIcons } from "../methods/icons.ts";
import { addressOf, type Trust } from "../http/guards/client-address.ts";
import { createMethodListServer } from "../http/guards/method-list-server.ts";
import { createRateLimits } from "../http/guards/rate-limits.ts";
import { createRequestRecords } from "../http/guards/request-record.ts";
import { createSecretMatch } from "../http/guards/secret-match.ts";
import { createMethodListHandler } from "../http/routes/list-methods.ts";
import { createFlows } from "../flows.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { openPostgresLedger } from "../ledger/postgres.ts";
import { openSqliteLedger } from "../ledger/sqlite.ts";
import { createMetrics } from "../platform/metrics.ts";
import { createPublicUrls } from "../platform/public-urls.ts";
import type { Methods } from "../methods/methods.ts";
import type { SessionRules, Sessions } from "../sessions/sessions.ts";
import { startReconciler } from "../confirmation/reconciler.ts";
import { startShopEvents } from "../events/shop-events.ts";
import { cardSecretsOf, composeAccounts } from "./gateways.ts";
import type { World } from "./world.ts";

export interface Proxy {
  /** Never listens by itself; can be mounted in another Express app. */
  readonly app: Express;
  /** The app with its hot route in front: what a server of its own listens with. */
  readonly listener: RequestListener;
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly methods: Methods;
  /** Starts asking gateways and telling the shop. Without it only requests are served. */
  startWorkers(): void;
  /** Makes `/readyz` say no, so that no new work comes, and lets the workers begin nothing more. */
  drain(): void;
  /** Finishes the rounds in hand and closes the ledger. */
  stop(): Promise<void>;
}

export function openLedger(config: Pick<Config, "database">): Promise<Ledger> {
  return config.database.kind === "sqlite"
    ? openSqliteLedger(config.database.file)
    : openPostgresLedger(config.database.url);
}

/** @param scriptFolder what the widget's build for the script tag wrote */
export async function composeProxy(
  config: Config,
  world: World,
  scriptFolder: string,
): Promise<Proxy> {
  const ledger = await openLedger(config);
  const accounts = composeAccounts(config, world);
  const wakers = new Set<() => void>();
  const context: FlowContext = {
    ledger,
    accounts: createAccounts(accounts),
    clock: world.clock,
    random: world.random,
    urls: createPublicUrls(config.publicUrl),
    logger: world.logger,
    metrics: createMetrics(),
    wake: () => wakers.forEach((wake) => wake()),
  };
  const cache = createMethodsCache({
    ledger,
    clock: world.clock,
    ttlMs: config.methodsTtlSeconds * 1000,
    staleMs: config.methodsStaleSeconds * 1000,
    maxBytes: mostListBytes,
    log: world.logger,
  });
  const icons = createIcons({
    http: createHttpClient({ fetch: world.fetch }),
    ledger,
    baseUrl: config.publicUrl,
    operatorIcons: {
      ...config.methodIcons,
      ...(config.shop.logo === null ? {} : { [shopLogo]: config.shop.logo }),
    },
    logoOrigins: accounts.flatMap(({ providers }) =>
      providers.flatMap(({ capabilities }) => capabilities.fetchedList?.logoOrigin ?? []),
    ),
  });
  const rules: SessionRules = {
    allowLoopbackHttp: config.allowLoopbackHttp,
    returnOrigins: config.returnOrigins,
  };
  const missesPerMinute = config.methodsMissesPerMinute;
  const cardSecrets = cardSecretsOf(config);
  const flows = createFlows(context, { cache, icons, rules, missesPerMinute, cardSecrets });
  let stopping = false;
  const isShopKey = createSecretMatch(config.apiKeys);
  const limits = createRateLimits(config.rateLimitPerMinute, isShopKey);
  const begin = createRequestRecords(world.logger, context.metrics);
  const methodList = createMethodListHandler(flows.methods, begin);
  const app = createApp({
    context,
    begin,
    limits,
    failuresPerMinute: config.rateLimitPerMinute,
    ...flows,
    icons,
    methodList,
    assets: await loadAssets(scriptFolder),
    origins: { origins: config.origins, ownOrigin: new URL(config.publicUrl).origin },
    isShopKey,
    isMetricsToken: config.metricsToken === null ? null : createSecretMatch([config.metricsToken]),
    shop: {
      ...config.shop,
      logo: config.shop.logo === null ? null : icons.addressOf([shopLogo], null),
    },
    trustProxy: config.trustProxy,
    isStopping: () => stopping,
  });
  const isTrusted = app.get("trust proxy fn") as Trust;
  const workers: { wake(): void; stop(): Promise<void> }[] = [];
  const stopWorkers = () => Promise.all(workers.map((worker) => worker.stop()));
  return {
    app,
    listener: createMethodListServer({
      methodList,
      basePath: new URL(config.publicUrl).pathname.replace(/\/$/, ""),
      admit: (request) => limits.admitClient(addressOf(request, isTrusted)),
      express: app,
    }),
    ledger,
    sessions: flows.sessions,
    methods: flows.methods,
    startWorkers() {
      workers.push(startReconciler(context, flows.confirmation));
      if (config.webhook !== null) {
        workers.push(
          startShopEvents(context, {
            ...config.webhook,
            http: createHttpClient({ fetch: world.fetch, timeoutMs: 15_000 }),
          }),
        );
      }
      for (const worker of workers) wakers.add(() => worker.wake());
    },
    drain() {
      stopping = true;
      void stopWorkers();
    },
    async stop() {
      stopping = true;
      await stopWorkers();
      await cache.close();
      await ledger.close();
    },
  };
}

/** Of cached lists in memory; the database has them all. */
const mostListBytes = 8 * 1024 * 1024;

/** The shop's logo is served like a method's mark. */
const shopLogo = "shop-logo";
