import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { paymentRecord, sessionRecord, shopEvent, testEvent } from "../contract/contract.ts";
import { proxyErrorCodes, shopEventTypes, widgetErrorCodes } from "../contract/vocabulary.ts";
import { parseConfig } from "../server/config.ts";
import { accountVariables } from "../server/config/accounts.ts";
import { verifyEvent } from "../server/client/index.ts";
import { signEvent } from "../server/events/sign-event.ts";
import { errorAnswers } from "../server/platform/errors.ts";

/** Runs of spaces are how tables are laid out, not what they say. */
const read = async (path: string) =>
  (await readFile(new URL(`../${path}`, import.meta.url), "utf8")).replace(/ +/g, " ");

const inConfig = (name: string) => `config/${name}.ts`;

/** What the files of the configuration call variables. */
async function variablesIn(files: readonly string[]): Promise<ReadonlySet<string>> {
  const source = (await Promise.all(files.map((file) => read(`server/${file}`)))).join("\n");
  return new Set(source.match(/(?<=")(?:HOST|PORT|[A-Z]+(?:_[A-Z]+)+)(?=")/g));
}

describe("docs/errors.md", () => {
  it("has a row for every code of the proxy, with the status and whether to repeat", async () => {
    const text = await read("docs/errors.md");
    for (const code of proxyErrorCodes) {
      const { status, retryable } = errorAnswers[code];
      assert.ok(
        text.includes(`| \`${code}\` | ${status}${retryable ? ", retryable" : ""} |`),
        code,
      );
    }
    for (const code of widgetErrorCodes) assert.ok(text.includes(`\`${code}\``), code);
  });
});

describe("docs/deploy.md and docs/operate.md", () => {
  it("lead to every file of deploy/, and to none that is not there", async () => {
    const text = (await read("docs/deploy.md")) + (await read("docs/operate.md"));
    const named = [...text.matchAll(/\]\(\.\.\/deploy\/([^)]+)\)/g)].map(([, file]) => file);
    const there = await readdir(new URL("../deploy/", import.meta.url));
    assert.deepEqual([...new Set(named)].sort(), there.sort());
  });
});

describe("docs/events.md", () => {
  it("has a row for every event", async () => {
    const text = await read("docs/events.md");
    for (const type of shopEventTypes) assert.ok(text.includes(`| \`${type}\` |`), type);
  });
});

describe("the signature in docs/events.md", () => {
  const blocks = async () =>
    [
      ...(await readFile(new URL("../docs/events.md", import.meta.url), "utf8")).matchAll(
        /```text\n(.*?)\n```/gs,
      ),
    ].map(([, text = ""]) => text);
  const secretIn = async () =>
    /(?<=the secret `)whsec_[^`]+/.exec(await read("docs/events.md"))?.[0];

  it("is what the proxy signs, what our client verifies and what others do", async () => {
    const [signed = "", sent = ""] = await blocks();
    const headers = Object.fromEntries(sent.split("\n").map((line) => line.split(": ")));
    const body = signed.slice(signed.indexOf("{"));
    const secret = (await secretIn()) ?? "";
    const { id, timestamp } = testEvent.parse(JSON.parse(body));
    const now = Date.parse(timestamp);
    assert.equal(signed, `${id}.${Math.floor(now / 1000)}.${body}`);
    assert.deepEqual(signEvent(body, id, [secret], now), headers);
    assert.equal((await verifyEvent(body, headers, secret, now)).id, id);
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const mac = createHmac("sha256", key).update(signed).digest("base64");
    assert.equal(headers["webhook-signature"], `v1,${mac}`);
  });
});

describe("docs/recipes", () => {
  it("lists every recipe, and each is run by a test", async () => {
    const index = await read("docs/recipes/README.md");
    const tests = new URL("recipes/", import.meta.url);
    const sources = (await readdir(tests)).filter((file) => file.endsWith(".test.ts"));
    const run = await Promise.all(sources.map((file) => readFile(new URL(file, tests), "utf8")));
    const pages = await readdir(new URL("../docs/recipes/", import.meta.url));
    assert.ok(pages.length > 5);
    for (const page of pages.filter((file) => file !== "README.md")) {
      assert.ok(index.includes(`](${page})`), page);
      const name = page.replace(".md", "");
      const isRead = (test: string) =>
        test.includes(`page: "${name}"`) || test.includes(`readRecipe("${name}")`);
      assert.ok(run.some(isRead), page);
    }
  });
});

describe("docs/frameworks.md", () => {
  /** What it says, however it is laid out. */
  const plain = (code: string) => code.replace(/\s+/g, " ").trim();

  it("shows what stands in the shop of that name, which is built and paid", async () => {
    const text = await readFile(new URL("../docs/frameworks.md", import.meta.url), "utf8");
    const [, ...sections] = text.split(/^## /m);
    assert.ok(sections.length > 8);
    for (const section of sections) {
      const [title = ""] = section.split("\n");
      const [, path = ""] = /\]\(\.\.\/(test\/frameworks\/[\w-]+)\)/.exec(section) ?? [];
      const folder = new URL(`../${path}/`, import.meta.url);
      const files = await Promise.all(
        (await readdir(folder)).map((file) => readFile(new URL(file, folder), "utf8")),
      );
      const blocks = [...section.matchAll(/```\w+\n(.*?)```/gs)].map(([, code = ""]) => code);
      assert.ok(blocks.length > 0, title);
      for (const block of blocks) {
        const stands = files.some((file) => plain(file).includes(plain(block)));
        assert.ok(stands, `${title}: ${block}`);
      }
    }
  });
});

describe("the examples of docs/events.md", () => {
  const blocks = async () => {
    const text = await readFile(new URL("../docs/events.md", import.meta.url), "utf8");
    return [...text.matchAll(/```json\n(.*?)```/gs)].map(
      ([, json = ""]) => JSON.parse(json) as unknown,
    );
  };

  it("show an event as it is sent, with every field that it has", async () => {
    const [event] = await blocks();
    const parsed = shopEvent.parse(event);
    assert.deepEqual(parsed, event);
    const [payment] = parsed.data.session.payments;
    const absent = (shape: object, having: object) =>
      Object.keys(shape).filter((name) => !Object.hasOwn(having, name));
    assert.deepEqual(absent(shopEvent.shape, parsed), []);
    // Said in the answer to a cancel alone.
    assert.deepEqual(absent(sessionRecord.shape, parsed.data.session), ["stillPayableUntil"]);
    assert.deepEqual(absent(paymentRecord.shape, payment ?? {}), []);
  });

  it("show a test of the way as it is sent", async () => {
    const [, ping] = await blocks();
    assert.deepEqual(testEvent.parse(ping), ping);
  });

  it("show the details of every event, each of them named in the event's row", async () => {
    const examples = (await blocks()).at(-1) as Record<string, Record<string, string>>;
    assert.deepEqual(Object.keys(examples), [...shopEventTypes]);
    const rows = (await read("docs/events.md")).split("\n");
    for (const [type, details] of Object.entries(examples)) {
      const row = rows.find((line) => line.startsWith(`| \`${type}\` |`)) ?? "";
      for (const name of Object.keys(details)) assert.ok(row.includes(`\`${name}\``), name);
    }
  });
});

describe(".env.example", () => {
  it("names every variable that config.ts reads", async () => {
    const example = await read(".env.example");
    const files = [
      "config.ts",
      ...["reader", "webhook", "ottpay", "ottu", "accounts"].map(inConfig),
    ];
    const names = await variablesIn(files);
    assert.ok(names.size > 30);
    for (const name of names) assert.match(example, new RegExp(`^${name}=`, "m"), name);
  });
});

describe("an account of ACCOUNTS_FILE", () => {
  it("is configured by README.md's example, as it stands there", async () => {
    const [, text = ""] = /```json\n([^`]+)```/.exec(await read("README.md")) ?? [];
    const env = {
      MERCHANT_API_KEYS: "key-0123456789-0123456789",
      MERCHANT_ORIGINS: "https://shop.example",
      PUBLIC_URL: "https://pay.shop.example",
      ACCOUNTS_FILE: "accounts.json",
    };
    const { accounts, warnings } = parseConfig(env, () => ({ text, isOpenToOthers: false }));
    assert.deepEqual(
      accounts.map(({ id, currencies }) => [id, currencies]),
      [
        ["canada-usd", ["USD"]],
        ["saudi", ["SAR"]],
      ],
    );
    assert.deepEqual(warnings, []);
  });

  it("may have every variable of a gateway, and CURRENCIES", async () => {
    const names = await variablesIn(["ottpay", "ottu"].map(inConfig));
    const ofGateways = [...names].filter((name) => /^OTT(?:PAY|U)_/.test(name));
    assert.deepEqual([...accountVariables].sort(), ["CURRENCIES", ...ofGateways].sort());
  });
});
