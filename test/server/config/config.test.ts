import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { ConfigError, parseConfig } from "../../../server/index.ts";

const good = {
  PUBLIC_URL: "https://pay.shop.example",
  MERCHANT_API_KEYS: "key-0123456789-0123456789",
  MERCHANT_ORIGINS: "https://shop.example",
  OTTPAY_MERCHANT_ID: "ON00004652",
  OTTPAY_SHOP_ID: "ON00004652001",
  OTTPAY_OPERATOR_ID: "0000000696",
  OTTPAY_SIGN_KEY: "C0FFEE1234ABCD90",
  OTTU_URL: "https://pay.merchant.example",
  OTTU_API_KEY: "private.key-that-is-not-forty-hex",
  OTTU_WEBHOOK_KEY: "webhook-hmac-key",
} as const;

const hook = { MERCHANT_WEBHOOK_URL: "https://shop.example/hook" };

function problemsOf(change: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig({ ...good, ...change });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

describe("parseConfig", () => {
  it("accepts a whole configuration, with the documented defaults", () => {
    const config = parseConfig(good);
    assert.equal(config.host, "127.0.0.1");
    assert.equal(config.port, 8080);
    assert.equal(config.rateLimitPerMinute, 1200);
    assert.equal(config.keepAliveSeconds, 65);
    assert.equal(config.methodsTtlSeconds, 86_400);
    assert.equal(config.methodsStaleSeconds, 604_800);
    const [account, ...others] = config.accounts;
    assert.deepEqual([account?.id, account?.currencies, others], ["default", null, []]);
    assert.equal(account?.ottpay?.durationSeconds, 900);
    assert.deepEqual(account.ottpay.currencies, ["CAD"]);
    assert.equal(account.ottu?.type, "production");
    assert.deepEqual(config.database, { kind: "sqlite", file: "otter.db" });
  });

  it("takes an empty variable as not set", () => {
    assert.equal(parseConfig({ ...good, PORT: "", LOG_LEVEL: " " }).port, 8080);
  });

  const refused: readonly (readonly [
    why: string,
    change: Record<string, string | undefined>,
    variable: string,
  ])[] = [
    ["connections that never rest", { KEEP_ALIVE_SECONDS: "0" }, "KEEP_ALIVE_SECONDS"],
    ["a rest of days", { KEEP_ALIVE_SECONDS: "7201" }, "KEEP_ALIVE_SECONDS"],
    ["a rest in words", { KEEP_ALIVE_SECONDS: "65s" }, "KEEP_ALIVE_SECONDS"],
    ["origins of everybody", { MERCHANT_ORIGINS: "*" }, "MERCHANT_ORIGINS"],
    ["a wildcard over a top level", { MERCHANT_ORIGINS: "https://*.example" }, "MERCHANT_ORIGINS"],
    [
      "a wildcard inside a label",
      { MERCHANT_ORIGINS: "https://a*.shop.example" },
      "MERCHANT_ORIGINS",
    ],
    [
      "an origin with a path",
      { MERCHANT_ORIGINS: "https://shop.example/cart" },
      "MERCHANT_ORIGINS",
    ],
    ["an origin over plain http", { MERCHANT_ORIGINS: "http://shop.example" }, "MERCHANT_ORIGINS"],
    ["Ottu's public key as the server's key", { OTTU_API_KEY: "a".repeat(40) }, "OTTU_API_KEY"],
    ["a gateway over plain http", { OTTU_URL: "http://pay.merchant.example" }, "OTTU_URL"],
    ["OTT Pay over plain http", { OTTPAY_URL: "http://frontapi.ottpay.example" }, "OTTPAY_URL"],
    ["a public address over plain http", { PUBLIC_URL: "http://pay.shop.example" }, "PUBLIC_URL"],
    ["a public address that is missing", { PUBLIC_URL: undefined, HOST: "0.0.0.0" }, "PUBLIC_URL"],
    ["a short API key", { MERCHANT_API_KEYS: "short" }, "MERCHANT_API_KEYS"],
    [
      "one short API key among good ones",
      { MERCHANT_API_KEYS: `${good.MERCHANT_API_KEYS},short` },
      "MERCHANT_API_KEYS",
    ],
    ["no API key", { MERCHANT_API_KEYS: undefined }, "MERCHANT_API_KEYS"],
    ["half of OTT Pay's set", { OTTPAY_SHOP_ID: undefined }, "OTTPAY_SHOP_ID"],
    ["half of Ottu's set", { OTTU_WEBHOOK_KEY: undefined }, "OTTU_WEBHOOK_KEY"],
    [
      "a user name without a password",
      { OTTU_USERNAME: "u", OTTU_API_KEY: undefined },
      "OTTU_PASSWORD",
    ],
    [
      "events that nobody could verify",
      { MERCHANT_WEBHOOK_URL: "https://shop.example/hook" },
      "MERCHANT_WEBHOOK_SECRET",
    ],
    [
      "a webhook secret of few bytes",
      { ...hook, MERCHANT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(18, 7).toString("base64")}` },
      "MERCHANT_WEBHOOK_SECRET",
    ],
    [
      "a webhook secret that is no base64",
      { ...hook, MERCHANT_WEBHOOK_SECRET: "whsec_this-is-no-base64-at-all-but-it-is-long" },
      "MERCHANT_WEBHOOK_SECRET",
    ],
    ["a wallet that does not exist", { OTTPAY_WALLETS: "WECHATPAY,PAYPAL" }, "OTTPAY_WALLETS"],
    ["a list life of over a week", { METHODS_TTL_SECONDS: "604801" }, "METHODS_TTL_SECONDS"],
    ["a port that is a word", { PORT: "http" }, "PORT"],
    ["a database that is neither", { DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
    [
      "cards on a live host, sealed nobody says how",
      { OTTPAY_CARD: "purchase" },
      "OTTPAY_CARD_SEAL",
    ],
  ];
  for (const [why, change, variable] of refused) {
    it(`refuses ${why}, naming ${variable} in one line`, () => {
      const problems = problemsOf(change);
      assert.ok(
        problems.some((line) => line.startsWith(`${variable} `) && !line.includes("\n")),
        problems.join("\n"),
      );
    });
  }

  it("refuses when no gateway is configured at all", () => {
    const none = Object.fromEntries(
      Object.keys(good)
        .filter((name) => name.startsWith("OTT"))
        .map((name) => [name, undefined]),
    );
    assert.equal(problemsOf(none).length, 1);
  });

  it("never repeats a secret in what it refuses", () => {
    const problems = problemsOf({
      MERCHANT_API_KEYS: "short-secret",
      OTTU_API_KEY: "b".repeat(40),
    });
    assert.equal(problems.length, 2);
    assert.ok(
      problems.every((line) => !line.includes("short-secret") && !line.includes("b".repeat(40))),
    );
  });

  it("tells of a webhook secret that not every library takes", () => {
    const withSecret = (secret: string) =>
      parseConfig({ ...good, ...hook, MERCHANT_WEBHOOK_SECRET: secret });
    const made = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
    const text = "a-text-that-is-long-enough-to-sign";
    assert.deepEqual(withSecret(`${made},${text}`).notes, []);
    const { notes, warnings } = withSecret(`${text},${made}`);
    assert.match(notes.join(), /^MERCHANT_WEBHOOK_SECRET does not begin with whsec_: /);
    assert.ok(!notes.join().includes(text));
    assert.deepEqual(warnings, []);
  });

  it("warns of a public address that no gateway elsewhere can reach", () => {
    const [warning = ""] = parseConfig({ ...good, PUBLIC_URL: undefined }).warnings;
    assert.match(warning, /^PUBLIC_URL is http:\/\/127\.0\.0\.1:8080, /);
  });

  it("warns of a picker that mixes test and live", () => {
    assert.deepEqual(parseConfig(good).warnings, []);
    assert.equal(parseConfig({ ...good, OTTU_TYPE: "sandbox" }).warnings.length, 1);
  });
});

describe("otter-checkout-proxy", () => {
  it("exits with one line for each reason when it refuses to start", async () => {
    const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env["PATH"], ...good, MERCHANT_ORIGINS: "*" },
    });
    let output = "";
    child.stderr.on("data", (part: Buffer) => (output += part.toString()));
    const code = await new Promise((resolve) => child.once("exit", resolve));
    assert.equal(code, 78);
    assert.match(output, /^otter-checkout-proxy refuses to start: MERCHANT_ORIGINS has "\*".*\n$/);
  });
});
