/** Puts one together: ledger, flows, app, workers. The only file that names concrete stores. */
import type { RequestListener } from "node:http";
import type { Express } from "express";
import { createAccounts, type Account } from "../providers/accounts.ts";
import { createApp } from "../http/app.ts";
import { loadAssets, type Assets } from "../http/scripts.ts";
import type { MethodsCache } from "../methods/cache/methods-cache.ts";
import { createMethodsCache } from "../methods/cache/tiered-methods-cache.ts";
import type { Config } from "../config.ts";
import type { FlowContext } from "../flow-context.ts";
import { createHttpClient } from "../platform/http-client.ts";
import { createIcons, type Icons } from "../methods/marks/icons.ts";
import { createListWishes } from "../methods/list-wishes.ts";
import { createMarks, type Marks } from "../methods/marks/marks.ts";
import { addressOf, type Trust } from "../http/guards/client-address.ts";
import { createHostPages } from "../http/host-pages/host-pages.ts";
import { createMethodListServer } from "../http/guards/method-list-server.ts";
import { createRateLimits } from "../http/guards/rate-limits.ts";
import { createRequestRecords } from "../http/guards/request-record.ts";
import { createSecretMatch } from "../http/guards/secret-match.ts";
import { createMethodListHandler } from "../http/routes/list-methods.ts";
import { createFlows, type Flows } from "../flows.ts";
import type { DecisionListener, Ledger } from "../ledger/ledger.ts";
import { openPostgresLedger } from "../ledger/postgres.ts";
import { openSqliteLedger } from "../ledger/sqlite.ts";
import { createPublicUrls } from "../platform/public-urls.ts";
import type { Methods } from "../methods/methods.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { startReconciler } from "../confirmation/reconciler.ts";
import { startShopEvents } from "../events/shop-events.ts";
import { cardSecretsOf, composeAccounts } from "./gateways.ts";
import { composeTelemetry } from "./telemetry.ts";
import type { World } from "./world.ts";

interface WebParts {
  readonly context: FlowContext;
  readonly flows: Flows;
  readonly icons: Icons;
  readonly marks: Marks;
  readonly assets: Assets;
}

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
  /** Makes `/readyz` say no, so that whoever balances the load sends no more. All else goes on. */
  leave(): void;
  /** Leaves, and lets the workers begin nothing more. */
  drain(): void;
  /** Finishes the rounds in hand and closes the ledger. */
  stop(): Promise<void>;
}

/** @param onDecided hears of each decision of this process */
export function openLedger(
  { database }: Pick<Config, "database">,
  onDecided?: DecisionListener,
): Promise<Ledger> {
  return database.kind === "sqlite"
    ? openSqliteLedger(database.file, { onDecided })
    : openPostgresLedger(database.url, { onDecided });
}

/** @param scriptFolder what the widget's build for the script tag wrote */
export async function composeProxy(
  config: Config,
  world: World,
  scriptFolder: string,
): Promise<Proxy> {
  const accounts = composeAccounts(config, world);
  const telemetry = composeTelemetry(world, accounts);
  const { logger, metrics } = telemetry;
  const ledger = await openLedger(config, telemetry.onDecided);
  telemetry.watch(ledger);
  const workers = new Workers();
  const context: FlowContext = {
    ledger,
    accounts: createAccounts(accounts),
    clock: world.clock,
    random: world.random,
    urls: createPublicUrls(config.publicUrl),
    logger,
    metrics,
    wake: () => workers.wake(),
  };
  const cache = createLists(config, world, ledger);
  const icons = createProxyIcons(config, world, { ledger, accounts });
  const marks = createMarks({
    icons,
    operatorMarks: config.shownMethods.marks,
    hasBrandMarks: config.shownMethods.hasBrandMarks,
  });
  const flows = createFlows(context, {
    cache,
    marks,
    wishes: createListWishes(config.shownMethods.order, config.shownMethods.hidden),
    rules: { allowLoopbackHttp: config.allowLoopbackHttp, returnOrigins: config.returnOrigins },
    missesPerMinute: config.methodsMissesPerMinute,
    cardSecrets: cardSecretsOf(config),
  });
  let isLeaving = false;
  const web = createWeb(
    config,
    { context, flows, icons, marks, assets: await loadAssets(scriptFolder) },
    () => isLeaving,
  );
  return {
    ...web,
    ledger,
    sessions: flows.sessions,
    methods: flows.methods,
    startWorkers() {
      workers.add(startReconciler(context, flows.confirmation));
      if (config.webhook === null) return;
      const http = createHttpClient({ fetch: world.fetch, timeoutMs: 15_000 });
      workers.add(startShopEvents(context, { ...config.webhook, http }));
    },
    leave() {
      isLeaving = true;
    },
    drain() {
      isLeaving = true;
      void workers.stop();
    },
    async stop() {
      isLeaving = true;
      await workers.stop();
      await cache.close();
      await ledger.close();
    },
  };
}

/** What works beside the requests. */
class Workers {
  readonly #all: { wake(): void; stop(): Promise<void> }[] = [];

  add(worker: { wake(): void; stop(): Promise<void> }): void {
    this.#all.push(worker);
  }

  wake(): void {
    for (const worker of this.#all) worker.wake();
  }

  /** Resolves when the rounds in hand are done. */
  async stop(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.stop()));
  }
}

/** Of cached lists in memory; the database has them all. */
const mostListBytes = 2 * 1024 * 1024;

function createLists(config: Config, world: World, ledger: Ledger): MethodsCache {
  return createMethodsCache({
    ledger,
    clock: world.clock,
    ttlMs: config.methodsTtlSeconds * 1000,
    staleMs: config.methodsStaleSeconds * 1000,
    maxBytes: mostListBytes,
    log: world.logger,
  });
}

function createProxyIcons(
  config: Config,
  world: World,
  { ledger, accounts }: { readonly ledger: Ledger; readonly accounts: readonly Account[] },
): Icons {
  return createIcons({
    http: createHttpClient({ fetch: world.fetch }),
    ledger,
    baseUrl: config.publicUrl,
    logoOrigins: accounts.flatMap(({ providers }) =>
      providers.flatMap(({ capabilities }) => capabilities.fetchedList?.logoOrigin ?? []),
    ),
  });
}

/** Of gateways on plain http, which the configuration accepts on this machine alone. */
function localOrigins({ gatewayUrls }: Config): readonly string[] {
  const local = gatewayUrls
    .map((url) => new URL(url))
    .filter(({ protocol }) => protocol === "http:");
  return [...new Set(local.map(({ origin }) => origin))];
}

/** The app, and what stands in front of it in a server of its own. */
function createWeb(
  config: Config,
  { context, flows, icons, marks, assets }: WebParts,
  isStopping: () => boolean,
): Pick<Proxy, "app" | "listener"> {
  const isShopKey = createSecretMatch(config.apiKeys);
  const limits = createRateLimits(config.rateLimitPerMinute, isShopKey);
  const { logger } = context;
  const begin = createRequestRecords(logger, context.metrics);
  const methodList = createMethodListHandler(flows.methods, begin);
  const logo = config.shop.logo === null ? null : icons.addressOf(config.shop.logo);
  const shop = { ...config.shop, logo };
  const app = createApp({
    ...flows,
    context,
    begin,
    limits,
    failuresPerMinute: config.rateLimitPerMinute,
    icons,
    marks,
    methodList,
    assets,
    origins: { origins: config.origins, ownOrigin: new URL(config.publicUrl).origin },
    isShopKey,
    isMetricsToken: config.metricsToken === null ? null : createSecretMatch([config.metricsToken]),
    shop,
    formSecrets: config.apiKeys,
    localGateways: localOrigins(config),
    trustProxy: config.trustProxy,
    isStopping,
  });
  const isTrusted = app.get("trust proxy fn") as Trust;
  const basePath = new URL(config.publicUrl).pathname.replace(/\/$/, "");
  const pages = { base: config.publicUrl, basePath, shop, begin, limits, logger, app };
  const listener = createMethodListServer({
    methodList,
    basePath,
    admit: (request) => limits.admitClient(addressOf(request, isTrusted)),
    express: createHostPages(pages),
  });
  return { app, listener };
}
