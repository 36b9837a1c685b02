/**
 * The environment, parsed once. Every refusal is one line that names the variable and says why: a
 * proxy that starts in an unsafe shape is worse than one that does not start.
 */
import { defaultAccountId } from "./providers/accounts.ts";
import { parseAccounts, type AccountConfig } from "./config/accounts.ts";
import { readAccountsFile, type ReadAccountsFile } from "./config/accounts-file.ts";
import { judgeNames } from "./config/misspelt-names.ts";
import { mixWarnings } from "./config/mixed-accounts.ts";
import { addressesOf, isNone, parseGateways, refuseNoGateway } from "./config/gateways.ts";
import { parseShownMethods, type ShownMethods } from "./config/shown-methods.ts";
import { Reader, type Environment } from "./config/reader.ts";
import { parseWebhook, type WebhookConfig } from "./config/webhook.ts";
import { parseTrustProxy } from "./config/trust-proxy.ts";
import { isLoopback } from "./platform/loopback.ts";
import type { OriginPattern } from "./platform/origin-pattern.ts";
import type { LogLevel } from "./platform/logger.ts";

export type { AccountConfig } from "./config/accounts.ts";
export type { AccountsFile, ReadAccountsFile } from "./config/accounts-file.ts";
export { liveOttpayUrl } from "./config/ottpay.ts";
export { readEnvironment } from "./config/env-file.ts";
export type { Environment } from "./config/reader.ts";

export class ConfigError extends Error {
  /** One line for each problem, each beginning with the variable's name. */
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigError";
    this.problems = problems;
  }
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly logLevel: LogLevel;
  readonly trustProxy: boolean | number | string;
  readonly rateLimitPerMinute: number;
  readonly keepAliveSeconds: number;
  readonly shutdownDelaySeconds: number;
  readonly metricsToken: string | null;
  readonly apiKeys: readonly string[];
  readonly origins: readonly OriginPattern[];
  readonly returnOrigins: readonly OriginPattern[];
  readonly webhook: WebhookConfig | null;
  readonly shop: {
    readonly name: string;
    readonly logo: string | null;
    readonly accent: string | null;
    readonly support: string | null;
  };
  readonly database:
    | { readonly kind: "sqlite"; readonly file: string }
    | { readonly kind: "postgres"; readonly url: string };
  /** At least one: the environment's, `default`, unless only the file configures gateways; then the file's. */
  readonly accounts: readonly AccountConfig[];
  /** Where the configured gateways are, each once. */
  readonly gatewayUrls: readonly string[];
  readonly shownMethods: ShownMethods;
  readonly methodsTtlSeconds: number;
  readonly methodsStaleSeconds: number;
  readonly methodsMissesPerMinute: number;
  /** Plain http on loopback is accepted where a gateway is configured there. */
  readonly allowLoopbackHttp: boolean;
  /** Values no log line may hold. */
  readonly secrets: readonly string[];
  /** What the operator should know, but that does not stop the start. */
  readonly warnings: readonly string[];
  /** What was chosen on purpose, and whoever operates it should be reminded of. */
  readonly notes: readonly string[];
}

/** The environment and the file it names. @throws ConfigError */
export function loadConfig(env: Environment): Config {
  return parseConfig(env, readAccountsFile);
}

/**
 * @param readFile needed where ACCOUNTS_FILE is set
 * @throws ConfigError
 */
export function parseConfig(env: Environment, readFile?: ReadAccountsFile): Config {
  const read = new Reader(env);
  judgeNames(env, read);
  const accounts = [...parseOwnAccount(read), ...parseFurtherAccounts(env, read, readFile)];
  if (accounts.length === 0 && read.problems.length === 0) refuseNoGateway(read);
  const gatewayUrls = [...new Set(accounts.flatMap(addressesOf))];
  const gateways = gatewayUrls.filter((url) => URL.canParse(url));
  const serving = parseServing(read);
  if (isLocal(serving.publicUrl) && !gateways.every(isLocal)) {
    read.warn(
      `PUBLIC_URL is ${serving.publicUrl}, which nobody reaches from another machine: set the address gateways and shoppers come by`,
    );
  }
  const origins = read.origins("MERCHANT_ORIGINS");
  const config: Config = {
    ...serving,
    apiKeys: parseApiKeys(read),
    origins,
    returnOrigins: [...origins, ...read.origins("MERCHANT_RETURN_ORIGINS")],
    webhook: parseWebhook(read),
    shop: {
      name: read.text("SHOP_NAME") ?? "Shop",
      logo: read.url("SHOP_LOGO") ?? null,
      accent:
        read.matching("SHOP_ACCENT", /^#[0-9a-f]{6}$/i, "must be a colour such as #0f766e") ?? null,
      support: read.text("SHOP_SUPPORT") ?? null,
    },
    database: parseDatabase(read),
    accounts,
    shownMethods: parseShownMethods(read),
    methodsTtlSeconds: read.integer("METHODS_TTL_SECONDS", 86_400, 1, 604_800),
    methodsStaleSeconds: read.integer("METHODS_STALE_SECONDS", 604_800, 0, 31_536_000),
    methodsMissesPerMinute: read.integer("METHODS_MISSES_PER_MINUTE", 30, 1, 100_000),
    gatewayUrls,
    allowLoopbackHttp: gateways.some(isLocal),
    secrets: read.secrets,
    warnings: [...read.warnings, ...mixWarnings(accounts)],
    notes: read.notes,
  };
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return config;
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url));
}

/** The environment's. */
function parseOwnAccount(read: Reader): readonly AccountConfig[] {
  const gateways = parseGateways(read);
  return isNone(gateways) ? [] : [{ id: defaultAccountId, currencies: null, ...gateways }];
}

function parseFurtherAccounts(
  env: Environment,
  read: Reader,
  readFile: ReadAccountsFile | undefined,
): readonly AccountConfig[] {
  const path = read.text("ACCOUNTS_FILE");
  if (path === undefined) return [];
  if (readFile === undefined) {
    read.refuse("ACCOUNTS_FILE", "is set and was not read: call loadConfig");
    return [];
  }
  return parseAccounts(readFile(path), env, read);
}

function parseServing(read: Reader) {
  const host = read.text("HOST") ?? "127.0.0.1";
  const port = read.integer("PORT", 8080, 0, 65_535);
  const hostIsLoopback = ["127.0.0.1", "::1", "localhost"].includes(host);
  let publicUrl = read.url("PUBLIC_URL");
  if (publicUrl === undefined && !hostIsLoopback) {
    read.refuse(
      "PUBLIC_URL",
      "is required when HOST is not loopback: gateways and shoppers come by it",
    );
  }
  if (publicUrl !== undefined && publicUrl.length > 110) {
    read.refuse("PUBLIC_URL", "is too long: built addresses must stay within 200 characters");
  }
  publicUrl ??= `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    host,
    port,
    publicUrl: publicUrl.replace(/\/+$/, ""),
    logLevel: read.choice("LOG_LEVEL", ["debug", "info", "warn", "error", "silent"], "info"),
    trustProxy: parseTrustProxy(read),
    rateLimitPerMinute: read.integer("RATE_LIMIT_PER_MINUTE", 1200, 1, 1_000_000),
    keepAliveSeconds: read.integer("KEEP_ALIVE_SECONDS", 65, 1, 7_200),
    shutdownDelaySeconds: read.integer("SHUTDOWN_DELAY_SECONDS", 0, 0, 300),
    metricsToken: read.secret("METRICS_TOKEN") ?? null,
  };
}

function parseApiKeys(read: Reader): readonly string[] {
  const keys = read.secretList("MERCHANT_API_KEYS");
  if (keys.length === 0)
    read.refuse("MERCHANT_API_KEYS", "is required: the shop's server signs in with it");
  if (keys.some((key) => key.length < 24)) {
    read.refuse("MERCHANT_API_KEYS", "has a key under 24 characters: it could be guessed");
  }
  if (!keys.every((key) => /^[\x21-\x7e]{0,512}$/.test(key))) {
    read.refuse(
      "MERCHANT_API_KEYS",
      "has a key that no header can carry: at most 512 visible ASCII characters",
    );
  }
  return keys;
}

function parseDatabase(read: Reader): Config["database"] {
  const text = read.text("DATABASE_URL") ?? "file:otter.db";
  if (text.startsWith("file:"))
    return { kind: "sqlite", file: text.slice("file:".length).replace(/^\/\/(?=\/)/, "") };
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) {
    const { password } = new URL(text);
    read.keepSecret(text);
    if (password !== "") read.keepSecret(decodeURIComponent(password));
    return { kind: "postgres", url: text };
  }
  read.refuse("DATABASE_URL", "must be file:… (SQLite) or postgres://…");
  return { kind: "sqlite", file: "otter.db" };
}
