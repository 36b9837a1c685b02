/** The only file that names concrete providers and stores. */
import { createHash } from "node:crypto";
import type { RequestListener } from "node:http";
import type { Express } from "express";
import { createAccounts, defaultAccountId, type Account } from "../providers/accounts.ts";
import { createApp } from "../http/app.ts";
import { loadAssets } from "../http/scripts.ts";
import type { FilterDefaults } from "../methods/cache/filter-key.ts";
import { createMethodsCache } from "../methods/cache/tiered-methods-cache.ts";
import type { Clock } from "../platform/clock.ts";
import { ConfigError, type AccountConfig, type Config } from "../config.ts";
import type { FlowContext } from "../flow-context.ts";
import { createHttpClient, type Fetch } from "../platform/http-client.ts";
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
import type { Logger } from "../platform/logger.ts";
import { createMetrics } from "../platform/metrics.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import type { CardSeal } from "../providers/ottpay/card-seal.ts";
import { findCardSeal, type CardSeals } from "../providers/ottpay/card-seals.ts";
import { createOttpayProvider, type OttpayConfig } from "../providers/ottpay/index.ts";
import { createOttuProvider } from "../providers/ottu/index.ts";
import { createPublicUrls } from "../platform/public-urls.ts";
import type { RandomBytes } from "../platform/random.ts";
import { accountOfScope } from "../methods/list-question.ts";
import type { Methods } from "../methods/methods.ts";
import type { SessionRules, Sessions } from "../sessions/sessions.ts";
import { startReconciler } from "../confirmation/reconciler.ts";
import { startShopEvents } from "../events/shop-events.ts";

/** The outside world, as arguments. */
export interface World {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly fetch: Fetch;
  readonly logger: Logger;
  /** Further ways to seal a card for OTT Pay, by the names `OTTPAY_CARD_SEAL` may have. */
  readonly cardSeals?: CardSeals;
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

/** Every account with gateways of its own: breakers, rests and what they learn are not shared. */
export function composeAccounts(config: Config, world: World): readonly Account[] {
  return config.accounts.map((account) => ({
    id: account.id,
    providers: createProviders(account, world),
    currencies: account.currencies,
    ottuType: account.ottu?.type ?? null,
    listVersion: listVersion(account),
  }));
}

function createProviders(account: AccountConfig, world: World): readonly PaymentProvider[] {
  const rest = { clock: world.clock, atMostMs: longestRestMs };
  const gateway = () => createHttpClient({ fetch: world.fetch, rest });
  const { ottpay, ottu } = account;
  return [
    ...(ottpay === null
      ? []
      : [
          createOttpayProvider(ottpay, {
            ...world,
            http: gateway(),
            ...cardSealOf(account.id, ottpay, world),
          }),
        ]),
    ...(ottu === null
      ? []
      : [
          createOttuProvider(ottu, {
            ...world,
            http: gateway(),
            onDuplicates: (codes) =>
              world.logger.info(
                { account: account.id, codes: codes.join(" ") },
                "several Ottu codes look the same to a shopper; the first is shown",
              ),
          }),
        ]),
  ];
}

/** @throws ConfigError when it is named and not there */
function cardSealOf(
  account: string,
  { card }: OttpayConfig,
  { cardSeals = {} }: World,
): { cardSeal?: CardSeal } {
  if (card === null) return {};
  const cardSeal = findCardSeal(card.seal, cardSeals);
  if (cardSeal !== undefined) return { cardSeal };
  const whose = account === defaultAccountId ? "" : `ACCOUNTS_FILE ${account}: `;
  throw new ConfigError([
    `${whose}OTTPAY_CARD_SEAL names no seal that this proxy has: ${card.seal}`,
  ]);
}

/** Lists outlive a restart: those of another installation, or with other labels, are not ours. */
function listVersion({ ottu }: AccountConfig): string {
  const facts = ottu === null ? [] : [ottu.url, ottu.labels];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
}

/** What an account's Ottu assumes where a filter is silent, by the account's id. */
function filterDefaults({ accounts }: Config): ReadonlyMap<string, FilterDefaults> {
  return new Map(
    accounts.map(({ id, ottu }) => [
      id,
      ottu === null ? {} : { plugin: ottu.plugin, type: ottu.type },
    ]),
  );
}

/** Where the configured gateways are, each once. */
export function gatewayAddresses({ accounts }: Config): readonly string[] {
  const urls = accounts.flatMap(({ ottpay, ottu }) => [ottpay?.url, ottu?.url]);
  return [...new Set(urls.filter((url) => url !== undefined))];
}

/** What card forms' keys are made of: any account's sign keys, where it takes cards. */
function cardSecretsOf({ accounts }: Config): readonly string[] {
  return accounts.flatMap(({ ottpay }) =>
    ottpay === null || ottpay.card === null ? [] : ottpay.signKeys,
  );
}

/** @param scriptFolder what the widget's build for the script tag wrote */
export async function composeProxy(
  config: Config,
  world: World,
  scriptFolder: string,
): Promise<Proxy> {
  const ledger = await openLedger(config);
  const wakers = new Set<() => void>();
  const context: FlowContext = {
    ledger,
    accounts: createAccounts(composeAccounts(config, world)),
    clock: world.clock,
    random: world.random,
    urls: createPublicUrls(config.publicUrl),
    logger: world.logger,
    metrics: createMetrics(),
    wake: () => wakers.forEach((wake) => wake()),
  };
  const defaults = filterDefaults(config);
  const cache = createMethodsCache({
    ledger,
    clock: world.clock,
    ttlMs: config.methodsTtlSeconds * 1000,
    staleMs: config.methodsStaleSeconds * 1000,
    maxBytes: mostListBytes,
    log: world.logger,
    defaultsOf: (scope) => defaults.get(accountOfScope(scope)) ?? {},
  });
  const icons = createIcons({
    http: createHttpClient({ fetch: world.fetch }),
    ledger,
    baseUrl: config.publicUrl,
    operatorIcons: {
      ...config.methodIcons,
      ...(config.shop.logo === null ? {} : { [shopLogo]: config.shop.logo }),
    },
    logoOrigins: config.accounts.flatMap(({ ottu }) =>
      ottu === null ? [] : [new URL(ottu.url).origin],
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

/** However long a gateway asks us to be silent: payments wait meanwhile. */
const longestRestMs = 60_000;

/** The shop's logo is served like a method's mark. */
const shopLogo = "shop-logo";
