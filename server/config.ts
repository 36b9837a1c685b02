/**
 * The environment, parsed once. Every refusal is one line that names the variable and says why: a
 * proxy that starts in an unsafe shape is worse than one that does not start.
 */
import { isIP } from "node:net";
import { z } from "zod";
import { isCurrency } from "../contract/money.ts";
import { ottpayWallets } from "../contract/vocabulary.ts";
import { isLoopback } from "./loopback.ts";
import type { OttpayConfig } from "./providers/ottpay/index.ts";
import type { OttuConfig } from "./providers/ottu/index.ts";
import { parseOriginPattern, type OriginPattern } from "./url-rules.ts";
import type { LogLevel } from "./logger.ts";

export const liveOttpayUrl = "https://frontapi.ottpay.com:443/processV2";

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
  readonly metricsToken: string | null;
  readonly apiKeys: readonly string[];
  readonly origins: readonly OriginPattern[];
  readonly returnOrigins: readonly OriginPattern[];
  readonly webhook: { readonly url: string; readonly secrets: readonly string[] } | null;
  readonly shop: {
    readonly name: string;
    readonly logo: string | null;
    readonly accent: string | null;
    readonly support: string | null;
  };
  readonly database:
    | { readonly kind: "sqlite"; readonly file: string }
    | { readonly kind: "postgres"; readonly url: string };
  readonly ottpay: OttpayConfig | null;
  readonly ottu: OttuConfig | null;
  readonly methodIcons: Readonly<Record<string, string>>;
  readonly methodsTtlSeconds: number;
  readonly methodsStaleSeconds: number;
  readonly methodsMissesPerMinute: number;
  /** Plain http on loopback is accepted where a gateway is configured there. */
  readonly allowLoopbackHttp: boolean;
  /** Values no log line may hold. */
  readonly secrets: readonly string[];
  /** What the operator should know, but that does not stop the start. */
  readonly warnings: readonly string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError */
export function parseConfig(env: Environment): Config {
  const read = new Reader(env);
  const ottpay = parseOttpay(read);
  const ottu = parseOttu(read);
  if (ottpay === null && ottu === null && read.problems.length === 0) {
    read.refuse(
      "OTTPAY_MERCHANT_ID",
      "no gateway is configured; set the OTTPAY_… or the OTTU_… variables",
    );
  }
  const allowLoopbackHttp = [ottpay?.url, ottu?.url].some(
    (url) => url !== undefined && URL.canParse(url) && isLoopback(new URL(url)),
  );
  const origins = read.origins("MERCHANT_ORIGINS");
  const config: Config = {
    ...parseServing(read),
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
    ottpay,
    ottu,
    methodIcons: read.record("METHOD_ICONS"),
    methodsTtlSeconds: read.integer("METHODS_TTL_SECONDS", 86_400, 1, 604_800),
    methodsStaleSeconds: read.integer("METHODS_STALE_SECONDS", 604_800, 0, 31_536_000),
    methodsMissesPerMinute: read.integer("METHODS_MISSES_PER_MINUTE", 30, 1, 100_000),
    allowLoopbackHttp,
    secrets: read.secrets,
    warnings: [...read.warnings, ...mixWarnings(ottpay, ottu)],
  };
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return config;
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
    metricsToken: read.secret("METRICS_TOKEN") ?? null,
  };
}

function parseTrustProxy(read: Reader): boolean | number | string {
  const text = read.text("TRUST_PROXY");
  if (text === undefined || text === "false") return false;
  if (text === "true") {
    read.warn(
      "TRUST_PROXY=true believes any client's X-Forwarded-For, so that limits can be walked around; say how many proxies there are, or their addresses",
    );
    return true;
  }
  if (/^\d{1,2}$/.test(text)) return Number(text);
  if (!read.list("TRUST_PROXY").every(isNetwork)) {
    read.refuse(
      "TRUST_PROXY",
      "must be true, false, how many proxies there are, or a comma list of their addresses and networks",
    );
  }
  return text;
}

function isNetwork(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
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

function parseWebhook(read: Reader): Config["webhook"] {
  const url = read.url("MERCHANT_WEBHOOK_URL");
  const secrets = read.secretList("MERCHANT_WEBHOOK_SECRET");
  if (url === undefined && secrets.length === 0) return null;
  if (url === undefined)
    read.refuse("MERCHANT_WEBHOOK_URL", "is missing beside MERCHANT_WEBHOOK_SECRET");
  if (secrets.length === 0)
    read.refuse("MERCHANT_WEBHOOK_SECRET", "is missing: events must be signed");
  if (secrets.some((secret) => secret.length < 24)) {
    read.refuse("MERCHANT_WEBHOOK_SECRET", "has a secret under 24 characters: it could be guessed");
  }
  return { url: url ?? "", secrets };
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

function parseOttpay(read: Reader): OttpayConfig | null {
  const required = [
    "OTTPAY_MERCHANT_ID",
    "OTTPAY_SHOP_ID",
    "OTTPAY_OPERATOR_ID",
    "OTTPAY_SIGN_KEY",
  ];
  if (!read.isWanted("OTT Pay", required)) return null;
  const wallets = read.list("OTTPAY_WALLETS");
  const known = wallets.flatMap((name) =>
    ottpayWallets.filter((wallet) => wallet === name.toUpperCase()),
  );
  if (known.length !== wallets.length) {
    read.refuse("OTTPAY_WALLETS", `may name ${ottpayWallets.join(", ")} only`);
  }
  const currencies = read.list("OTTPAY_CURRENCIES");
  if (currencies.some((code) => !isCurrency(code))) {
    read.refuse("OTTPAY_CURRENCIES", "must be a comma list of ISO 4217 codes in capitals");
  }
  const card = read.choice("OTTPAY_CARD", ["off", "purchase", "preauth"], "off");
  if (card !== "off")
    read.refuse(
      "OTTPAY_CARD",
      "only off is supported in this version; GP is OTT Pay's hosted card page",
    );
  return {
    url: read.url("OTTPAY_URL") ?? liveOttpayUrl,
    merchantId: read.text("OTTPAY_MERCHANT_ID") ?? "",
    shopId: read.text("OTTPAY_SHOP_ID") ?? "",
    operatorId: read.text("OTTPAY_OPERATOR_ID") ?? "",
    signKeys: read.secretList("OTTPAY_SIGN_KEY"),
    currencies: currencies.length === 0 ? ["CAD"] : currencies,
    wallets: known.length === 0 ? ottpayWallets : [...new Set(known)],
    durationSeconds: read.integer("OTTPAY_DURATION_SECONDS", 900, 60, 86_400),
  };
}

function parseOttu(read: Reader): OttuConfig | null {
  const byUser =
    read.text("OTTU_USERNAME") !== undefined || read.text("OTTU_PASSWORD") !== undefined;
  const required = [
    "OTTU_URL",
    ...(byUser ? ["OTTU_USERNAME", "OTTU_PASSWORD"] : ["OTTU_API_KEY"]),
    "OTTU_WEBHOOK_KEY",
  ];
  if (!read.isWanted("Ottu", required)) return null;
  const apiKey = read.secret("OTTU_API_KEY");
  if (apiKey !== undefined && /^[0-9a-f]{40}$/i.test(apiKey)) {
    read.refuse(
      "OTTU_API_KEY",
      "looks like Ottu's public key (40 hex digits); the server needs the private key",
    );
  }
  const flow = read.choice("OTTU_FLOW", ["checkout", "pos", "pos-d"], "checkout");
  if (flow !== "checkout") read.refuse("OTTU_FLOW", "only checkout is supported in this version");
  return {
    url: (read.url("OTTU_URL") ?? "").replace(/\/+$/, ""),
    auth: byUser
      ? { username: read.text("OTTU_USERNAME") ?? "", password: read.secret("OTTU_PASSWORD") ?? "" }
      : { apiKey: apiKey ?? "" },
    webhookKeys: read.secretList("OTTU_WEBHOOK_KEY"),
    signature: read.choice("OTTU_SIGNATURE", ["auto", "v1", "v2"], "auto"),
    plugin: read.choice("OTTU_PLUGIN", ["e_commerce", "payment_request"], "e_commerce"),
    type: read.choice("OTTU_TYPE", ["production", "sandbox"], "production"),
    labels: read.record("OTTU_LABELS"),
  };
}

function mixWarnings(ottpay: OttpayConfig | null, ottu: OttuConfig | null): readonly string[] {
  if (ottpay === null || ottu === null) return [];
  const ottpayIsTest = URL.canParse(ottpay.url) && isLoopback(new URL(ottpay.url));
  return ottpayIsTest === (ottu.type === "sandbox")
    ? []
    : [
        `OTTU_TYPE=${ottu.type} and an OTTPAY_URL that is ${ottpayIsTest ? "" : "not "}loopback mix test and live methods in one picker`,
      ];
}

/** Reads variables, collecting problems instead of stopping at the first. Empty means not set. */
class Reader {
  readonly problems: string[] = [];
  readonly secrets: string[] = [];
  readonly warnings: string[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  refuse(name: string, why: string): void {
    this.problems.push(`${name} ${why}`);
  }

  warn(what: string): void {
    this.warnings.push(what);
  }

  text(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    return value === undefined || value === "" ? undefined : value;
  }

  keepSecret(value: string): void {
    this.secrets.push(value);
  }

  secret(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined) this.keepSecret(value);
    return value;
  }

  list(name: string): readonly string[] {
    return (this.text(name) ?? "")
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  }

  secretList(name: string): readonly string[] {
    const values = this.list(name);
    for (const value of values) this.keepSecret(value);
    return values;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.refuse(name, `must be a whole number from ${min} to ${max}`);
    return fallback;
  }

  choice<const Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: Choice,
  ): Choice {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.refuse(name, `must be one of ${choices.join(", ")}`);
    return found ?? fallback;
  }

  matching(name: string, pattern: RegExp, why: string): string | undefined {
    const text = this.text(name);
    if (text !== undefined && !pattern.test(text)) this.refuse(name, why);
    return text;
  }

  /** An https address; plain http on loopback only. */
  url(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!URL.canParse(text)) {
      this.refuse(name, "must be an address such as https://pay.shop.example");
      return undefined;
    }
    const url = new URL(text);
    if (url.username !== "" || url.search !== "" || url.hash !== "") {
      this.refuse(name, "must not carry a user, a query or a fragment");
    } else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
      this.refuse(name, "must be https; plain http is for loopback only");
    }
    return text;
  }

  record(name: string): Readonly<Record<string, string>> {
    const text = this.text(name);
    if (text === undefined) return {};
    try {
      return z.record(z.string(), z.string().min(1)).parse(JSON.parse(text));
    } catch {
      this.refuse(name, `must be a JSON object of strings, such as {"knet-main":"KNET"}`);
      return {};
    }
  }

  origins(name: string): readonly OriginPattern[] {
    return this.list(name).flatMap((text) => {
      const pattern = text === "*" ? undefined : parseOriginPattern(text);
      if (pattern === undefined) {
        this.refuse(
          name,
          `has "${text}": name origins such as https://shop.example or https://*.shop.example`,
        );
        return [];
      }
      if (!pattern.secure) {
        this.refuse(name, `has "${text}": origins must be https; plain http is for loopback only`);
      }
      return [pattern];
    });
  }

  /** True when any of the variables is set; then all must be. */
  isWanted(gateway: string, names: readonly string[]): boolean {
    const missing = names.filter((name) => this.text(name) === undefined);
    if (missing.length === names.length) return false;
    for (const name of missing)
      this.refuse(name, `is missing: ${gateway} needs ${names.join(", ")}`);
    return true;
  }
}
