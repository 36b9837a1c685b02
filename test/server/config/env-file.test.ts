/** The file of variables: whose it is, what counts of it, and what is said of it. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseConfig, readEnvironment, type ConfigError } from "../../../server/config.ts";
import { variableNames } from "../../../server/config/variable-names.ts";
import { runProgram } from "../../support/run-program.ts";

async function folderWith(text: string, name = ".env"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "env-file-"));
  await writeFile(join(folder, name), text);
  return folder;
}

const whole = `
# a comment
MERCHANT_API_KEYS="a-key-of-the-shop-for-this-test"
OTTU_URL='http://127.0.0.1:9'
OTTU_API_KEY=an-api-key-of-ottu
OTTU_WEBHOOK_KEY=a-webhook-key-of-ottu
SHOP_NAME="Kiln & Palm"
NODE_OPTIONS=--inspect
`;

/** `doctor` reads all of it and asks a gateway that is nowhere. */
const doctor = (folder: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  runProgram([...args, "doctor"], env, folder);

describe("./.env", () => {
  it("is read where it is the proxy's, quotes off", async () => {
    const { output, errors } = await doctor(await folderWith(whole));
    assert.match(output, /^ok {3}configuration: readable$/m, errors);
  });

  it("is left alone where it is another program's", async () => {
    const folder = await folderWith("SHOP_NAME=Another\nPORT=9\nDATABASE_URL=postgres://x/y\n");
    const { code, errors } = await doctor(folder);
    assert.equal(code, 78);
    assert.match(errors, /MERCHANT_API_KEYS is required/);
    const { env, source } = readEnvironment({}, join(folder, ".env"));
    assert.equal(env["SHOP_NAME"], "Another", "named, it is meant");
    assert.match(source, /3 variables of /);
  });

  it("gives way to the environment, in which an empty value is none", async () => {
    const folder = await folderWith(whole);
    const { env } = readEnvironment(
      { OTTU_API_KEY: "from-the-environment", SHOP_NAME: "", HOME: "/root" },
      join(folder, ".env"),
    );
    assert.equal(env["OTTU_API_KEY"], "from-the-environment");
    assert.equal(env["SHOP_NAME"], "Kiln & Palm");
    assert.equal(env["NODE_OPTIONS"], undefined);
    assert.equal(env["HOME"], "/root");
  });
});

describe("--env-file", () => {
  it("names another file, before the command or behind it", async () => {
    const folder = await folderWith(whole, "production.env");
    for (const args of [
      ["--env-file", "production.env", "doctor"],
      ["doctor", "--env-file=production.env"],
    ]) {
      const { output, errors } = await runProgram(args, {}, folder);
      assert.match(output, /^ok {3}configuration: readable$/m, errors);
    }
  });

  it("that is not there ends it, and is named", async () => {
    const { code, errors } = await doctor(await folderWith(whole), ["--env-file", "no-such.env"]);
    // Some versions of Node read the option themselves, wherever it stands, and say it in their words.
    assert.ok(code !== 0);
    assert.match(errors, /no-such\.env/);
  });
});

describe("a value that is still wrapped in quotes", () => {
  for (const quote of ['"', "'", "`"]) {
    it(`is refused by name: ${quote}`, () => {
      const env = { SHOP_NAME: `${quote}Kiln${quote}` };
      assert.throws(
        () => parseConfig(env),
        (error: ConfigError) =>
          error.problems.some((problem) =>
            problem.startsWith(`SHOP_NAME is wrapped in quotes (${quote}`),
          ),
      );
    });
  }
});

describe("a misspelt variable", () => {
  for (const [name, near] of [
    ["OTTPAY_SIGNKEY", "OTTPAY_SIGN_KEY"],
    ["OTTU_WEBHOK_KEY", "OTTU_WEBHOOK_KEY"],
    ["MERCHANT_API_KEY", "MERCHANT_API_KEYS"],
    ["SHOP_NAMES", "SHOP_NAME"],
    ["METHODS_HIDE", "METHODS_HIDDEN"],
  ] as const) {
    it(`is warned of with the nearest name: ${name}`, async () => {
      const { output } = await doctor(await folderWith(`${whole}\n${name}=something\n`));
      assert.ok(
        output.includes(`${name} is no variable of the proxy; did you mean ${near}?`),
        output,
      );
    });
  }

  it("far from any is warned of alone, and other programs' are not", async () => {
    const folder = await folderWith(`${whole}\nOTTU_FROBNICATION_LEVEL=3\nSTRIPE_KEY=x\n`);
    const { output } = await doctor(folder);
    assert.match(output, /OTTU_FROBNICATION_LEVEL is no variable of the proxy$/m);
    assert.ok(!output.includes("STRIPE_KEY"));
  });
});

describe("the names of variables", () => {
  it("are those that .env.example explains", async () => {
    const example = await readFile(new URL("../../../.env.example", import.meta.url), "utf8");
    const explained = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    assert.deepEqual([...variableNames], explained);
  });
});

describe("otter-checkout-proxy init", () => {
  const flags = [
    ...["--public-url", "https://pay.shop.example", "--origins", "https://shop.example"],
    ...["--webhook-url", "https://shop.example/hooks/otter", "--shop-name", "Kiln & Palm"],
  ];

  it("writes a .env that only its owner reads, with keys of its own, and writes over none", async () => {
    const folder = await mkdtemp(join(tmpdir(), "init-"));
    const made = await runProgram(["init", ...flags, "--gateways", "ottu"], {}, folder);
    assert.equal(made.code, 0, made.errors);
    const file = join(folder, ".env");
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    const { env } = readEnvironment({}, file);
    assert.match(env["MERCHANT_WEBHOOK_SECRET"] ?? "", /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.match(env["MERCHANT_API_KEYS"] ?? "", /^\w{38,}$/);
    const refused = await runProgram(["init", ...flags, "--gateways", "ottu"], {}, folder);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /is there already/);
    // What is missing is named, by the variable.
    const started = await runProgram([], {}, folder);
    assert.equal(started.code, 78);
    assert.match(started.errors, /OTTU_URL/);
    const values =
      "OTTU_URL=http://127.0.0.1:9\nOTTU_API_KEY=an-api-key-of-ottu\nOTTU_WEBHOOK_KEY=a-webhook-key";
    await writeFile(file, `${await readFile(file, "utf8")}\n${values}\n`);
    const config = parseConfig(readEnvironment({}, file).env);
    assert.equal(config.shop.name, "Kiln & Palm");
    assert.equal(config.publicUrl, "https://pay.shop.example");
    assert.equal(config.trustProxy, 1);
  });

  it("says which flag it needs where nobody can be asked", async () => {
    const { code, errors } = await runProgram(["init"], {});
    assert.equal(code, 2);
    assert.match(errors, /--public-url/);
  });
});
