/** ACCOUNTS_FILE: what is read from it, and what is refused in one line each. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import {
  ConfigError,
  createProxy,
  loadConfig,
  parseConfig,
  type Config,
} from "../../../server/index.ts";
import { createFolder } from "../../support/folder.ts";

const shop = {
  PUBLIC_URL: "https://pay.shop.example",
  MERCHANT_API_KEYS: "key-0123456789-0123456789",
  MERCHANT_ORIGINS: "https://shop.example",
  TRUST_PROXY: "1",
};
const ottpay = {
  OTTPAY_MERCHANT_ID: "ON00004652",
  OTTPAY_SHOP_ID: "ON00004652001",
  OTTPAY_OPERATOR_ID: "0000000696",
  OTTPAY_SIGN_KEY: "C0FFEE1234ABCD90",
};
const ottu = {
  OTTU_URL: "https://pay.merchant.example",
  OTTU_API_KEY: "private.key-that-is-not-forty-hex",
  OTTU_WEBHOOK_KEY: "webhook-hmac-key",
};
const env = { ...shop, ...ottpay, ACCOUNTS_FILE: "accounts.json" };

function parse(text: string, change: Record<string, string> = {}, isOpenToOthers = false): Config {
  return parseConfig({ ...env, ...change }, () => ({ text, isOpenToOthers }));
}

function problemsOf(text: string, change: Record<string, string> = {}): readonly string[] {
  try {
    parse(text, change);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

const json = JSON.stringify;

describe("ACCOUNTS_FILE", () => {
  it("adds its accounts to the environment's, read by the same rules, in its order", () => {
    const { accounts, secrets } = parse(
      json({
        usd: {
          ...ottpay,
          OTTPAY_SIGN_KEY: "NEW1,OLD1",
          CURRENCIES: "USD",
          OTTPAY_CURRENCIES: "USD",
        },
        gulf: { ...ottu, OTTU_LABELS: { "knet-main": { en: "KNET" } } },
      }),
    );
    assert.deepEqual(
      accounts.map(({ id, currencies }) => [id, currencies]),
      [
        ["default", null],
        ["usd", ["USD"]],
        ["gulf", null],
      ],
    );
    const [, usd, gulf] = accounts;
    assert.deepEqual(usd?.ottpay?.signKeys, ["NEW1", "OLD1"]);
    assert.deepEqual([usd.ottpay.durationSeconds, usd.ottu], [900, null]);
    assert.deepEqual(gulf?.ottu?.labels, { "knet-main": { en: "KNET" } });
    for (const secret of ["NEW1", "OLD1", ottu.OTTU_API_KEY, ottu.OTTU_WEBHOOK_KEY]) {
      assert.ok(secrets.includes(secret), "no log line may hold it");
    }
  });

  it("inherits nothing of the environment's gateways", () => {
    const { accounts } = parse(json({ usd: ottpay }), { OTTPAY_DURATION_SECONDS: "300", ...ottu });
    assert.equal(accounts[0]?.ottpay?.durationSeconds, 300);
    assert.deepEqual([accounts[1]?.ottpay?.durationSeconds, accounts[1]?.ottu], [900, null]);
  });

  it("may be all there is: then nothing is the default", () => {
    const config = parseConfig({ ...shop, ACCOUNTS_FILE: "accounts.json" }, () => ({
      text: json({ gulf: ottu }),
      isOpenToOthers: false,
    }));
    assert.deepEqual(
      config.accounts.map(({ id }) => id),
      ["gulf"],
    );
  });

  it("takes whole numbers for texts, as in OTTPAY_DURATION_SECONDS", () => {
    const { accounts } = parse(json({ usd: { ...ottpay, OTTPAY_DURATION_SECONDS: 300 } }));
    assert.equal(accounts[1]?.ottpay?.durationSeconds, 300);
  });

  const refused: readonly (readonly [why: string, text: string, line: RegExp])[] = [
    ["what is not JSON", `{"usd": {`, /^ACCOUNTS_FILE is not JSON/],
    ["a list", "[]", /^ACCOUNTS_FILE must be a JSON object/],
    ["no account at all", "{}", /^ACCOUNTS_FILE must be a JSON object/],
    ["null", "null", /^ACCOUNTS_FILE must be a JSON object/],
    ["the environment's account", json({ default: ottpay }), /^ACCOUNTS_FILE .*"default"/],
    ["an id with a slash", json({ "a/b": ottpay }), /^ACCOUNTS_FILE .*"a\/b"/],
    ["an empty id", json({ "": ottpay }), /^ACCOUNTS_FILE .*""/],
    ["an id of 65 letters", json({ ["a".repeat(65)]: ottpay }), /^ACCOUNTS_FILE has an account/],
    ["an account that is a text", json({ usd: "CAD" }), /^ACCOUNTS_FILE usd: must be an object/],
    ["an account that is null", json({ usd: null }), /^ACCOUNTS_FILE usd: must be an object/],
    ["an account without gateways", json({ usd: {} }), /^ACCOUNTS_FILE usd: OTTPAY_MERCHANT_ID /],
    [
      "half of OTT Pay's set",
      json({ usd: { OTTPAY_MERCHANT_ID: "ON1" } }),
      /^ACCOUNTS_FILE usd: OTTPAY_SHOP_ID is missing/,
    ],
    [
      "Ottu's public key",
      json({ gulf: { ...ottu, OTTU_API_KEY: "a".repeat(40) } }),
      /^ACCOUNTS_FILE gulf: OTTU_API_KEY looks like/,
    ],
    [
      "a gateway over plain http",
      json({ gulf: { ...ottu, OTTU_URL: "http://pay.merchant.example" } }),
      /^ACCOUNTS_FILE gulf: OTTU_URL must be https/,
    ],
    [
      "an unknown variable",
      json({ usd: { ...ottpay, OTTPAY_SIGNKEY: "X" } }),
      /^ACCOUNTS_FILE usd: OTTPAY_SIGNKEY is not a variable of an account/,
    ],
    [
      "a variable that is the environment's alone",
      json({ usd: { ...ottpay, PUBLIC_URL: "https://other.example" } }),
      /^ACCOUNTS_FILE usd: PUBLIC_URL is not a variable of an account/,
    ],
    [
      "a variable named by what objects inherit",
      `{"usd": ${json({ ...ottpay, constructor: "x" })}}`,
      /^ACCOUNTS_FILE usd: constructor is not a variable/,
    ],
    [
      "a name that would break the line",
      json({ usd: { ...ottpay, "A\nB": "x" } }),
      /^ACCOUNTS_FILE usd: "A\\nB" is not a variable/,
    ],
    [
      "a variable that is a list",
      json({ usd: { ...ottpay, OTTPAY_SIGN_KEY: ["a", "b"] } }),
      /^ACCOUNTS_FILE usd: OTTPAY_SIGN_KEY must be a text/,
    ],
    [
      "a currency that is none",
      json({ usd: { ...ottpay, CURRENCIES: "dollars" } }),
      /^ACCOUNTS_FILE usd: CURRENCIES must be a comma list of ISO 4217/,
    ],
    [
      "a currency that its only gateway does not take",
      json({ usd: { ...ottpay, CURRENCIES: "USD" } }),
      /^ACCOUNTS_FILE usd: CURRENCIES names USD, which OTTPAY_CURRENCIES does not/,
    ],
    [
      "a currency that two accounts are chosen for",
      json({ one: { ...ottu, CURRENCIES: "KWD" }, two: { ...ottu, CURRENCIES: "SAR,KWD" } }),
      /^ACCOUNTS_FILE two: CURRENCIES names KWD, which one is chosen for already/,
    ],
    [
      "one account twice",
      `{"usd":${json(ottu)},"gulf":${json(ottu)},"us\\u0064":${json(ottu)}}`,
      /^ACCOUNTS_FILE has an account usd twice$/,
    ],
    [
      "one variable of an account twice",
      `{"gulf":{"OTTU_API_KEY":"another.key",${json(ottu).slice(1)}}`,
      /^ACCOUNTS_FILE gulf: OTTU_API_KEY stands there twice$/,
    ],
    [
      "one label of an account twice",
      `{"gulf":{"OTTU_LABELS":{"knet":"a","knet":"b"},${json(ottu).slice(1)}}`,
      /^ACCOUNTS_FILE gulf: OTTU_LABELS stands there twice$/,
    ],
    [
      "one merchant id in two accounts",
      json({
        one: { ...ottpay, OTTPAY_MERCHANT_ID: "ON2" },
        two: { ...ottpay, OTTPAY_MERCHANT_ID: "ON2", OTTPAY_SHOP_ID: "ON2002" },
      }),
      /^ACCOUNTS_FILE two: OTTPAY_MERCHANT_ID is that of one already; /,
    ],
    [
      "cards beside the shop's own pages",
      json({ usd: { ...ottpay, OTTPAY_CARD: "purchase", OTTPAY_CARD_PCI: "saq-d" } }),
      /^ACCOUNTS_FILE usd: OTTPAY_CARD_SEAL is required on a live host/,
    ],
  ];
  for (const [why, text, line] of refused) {
    it(`refuses ${why} in one line`, () => {
      const problems = problemsOf(text);
      assert.ok(
        problems.some((problem) => line.test(problem)),
        problems.join("\n"),
      );
      assert.ok(problems.every((problem) => !problem.includes("\n")));
    });
  }

  it("tells every problem of every account, and repeats no key", () => {
    const problems = problemsOf(
      json({
        one: { ...ottu, OTTU_API_KEY: "b".repeat(40) },
        two: { ...ottpay, OTTPAY_WALLETS: "PAYPAL" },
      }),
    );
    assert.equal(problems.length, 2);
    assert.ok(problems.every((problem) => !problem.includes("b".repeat(40))));
    assert.ok(problemsOf(`{"one":{"OTTPAY_SIGN_KEY":"S3CRET" "x"}}`)[0]?.includes("S3C") === false);
  });

  it("lets an account take cards only where no page of the shop has the proxy's origin", () => {
    const cards = { ...ottpay, OTTPAY_CARD: "purchase", OTTPAY_CARD_PCI: "saq-d" };
    const text = json({ usd: { ...cards, OTTPAY_CARD_SEAL: "inferred-aes-ecb" } });
    const behind = { TRUST_PROXY: "1" };
    assert.deepEqual(problemsOf(text, behind), []);
    const ownOrigin = { ...behind, MERCHANT_ORIGINS: "https://pay.shop.example" };
    const [problem] = problemsOf(text, ownOrigin);
    assert.match(problem ?? "", /^ACCOUNTS_FILE usd: OTTPAY_CARD needs an origin/);
  });

  it("warns of an account that mixes test and live, and of test and live accounts side by side", () => {
    const mixed = json({ gulf: { ...ottpay, ...ottu, OTTU_TYPE: "sandbox" } });
    assert.match(parse(mixed).warnings.join(), /^ACCOUNTS_FILE gulf: OTTU_TYPE=sandbox and/);
    const beside = json({ trial: { ...ottu, OTTU_TYPE: "sandbox" } });
    assert.match(
      parse(beside).warnings.join(),
      /accounts of test \(trial\) and live ones \(default\)/,
    );
    assert.deepEqual(parse(json({ gulf: ottu })).warnings, []);
  });

  it("warns when others can read it", () => {
    const [warning] = parse(json({ gulf: ottu }), {}, true).warnings;
    assert.match(warning ?? "", /^ACCOUNTS_FILE /);
  });

  it("is never passed over: who parses the environment alone is told", () => {
    assert.throws(() => parseConfig(env), /^ConfigError: ACCOUNTS_FILE is set and was not read/);
  });
});

describe("the file of ACCOUNTS_FILE", () => {
  it("is read from the disk, with its permissions", async (t) => {
    const file = join(await createFolder(t), "accounts.json");
    await writeFile(file, json({ gulf: ottu }));
    await chmod(file, 0o640);
    const config = loadConfig({ ...env, ACCOUNTS_FILE: file });
    assert.deepEqual(
      config.accounts.map(({ id }) => id),
      ["default", "gulf"],
    );
    assert.deepEqual(config.warnings, []);
    await chmod(file, 0o644);
    const { warnings } = loadConfig({ ...env, ACCOUNTS_FILE: file });
    assert.equal(warnings.length, process.platform === "win32" ? 0 : 1);
  });

  it("is named with its whole path when it is not there, or is a folder", async (t) => {
    const folder = await createFolder(t);
    const missing = join(folder, "missing.json");
    for (const [path, why] of [
      [missing, "ENOENT"],
      [folder, "EISDIR"],
    ] as const) {
      assert.throws(
        () => loadConfig({ ...env, ACCOUNTS_FILE: path }),
        new ConfigError([`ACCOUNTS_FILE cannot be read: ${path} (${why})`]),
      );
    }
  });

  it("keeps cards out of a shop's own app, whichever account takes them", async (t) => {
    const file = join(await createFolder(t), "accounts.json");
    const cards = {
      ...ottpay,
      OTTPAY_CARD: "purchase",
      OTTPAY_CARD_PCI: "saq-d",
      OTTPAY_CARD_SEAL: "inferred-aes-ecb",
    };
    await writeFile(file, json({ usd: cards }));
    await assert.rejects(
      async () => createProxy({ ...env, TRUST_PROXY: "1", ACCOUNTS_FILE: file }),
      /OTTPAY_CARD needs a proxy with an origin of its own/,
    );
  });

  it("stops the program with a line for each problem", async (t) => {
    const file = join(await createFolder(t), "accounts.json");
    await writeFile(file, json({ default: ottpay, gulf: { ...ottu, OTTU_TYPE: "real" } }));
    const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env["PATH"], ...env, ACCOUNTS_FILE: file },
    });
    let said = "";
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.equal(code, 78);
    assert.deepEqual(said.trimEnd().split("\n"), [
      `otter-checkout-proxy refuses to start: ACCOUNTS_FILE has an account "default": that is the environment's own`,
      "otter-checkout-proxy refuses to start: ACCOUNTS_FILE gulf: OTTU_TYPE must be one of production, sandbox",
    ]);
  });
});
