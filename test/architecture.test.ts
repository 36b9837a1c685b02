/**
 * The dependency rule is only worth something while it refuses: each row is linted as if it stood
 * in the repository, with the very configuration `npm run lint` uses (without types, which need
 * real files).
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { allowedInTheDemo, refusedInTheDemo } from "./architecture/demo-imports.ts";
import { use, useType, type Import } from "./architecture/imports.ts";
import { allowedInTheServer, refusedInTheServer } from "./architecture/server-imports.ts";
import { allowedInTheWidget, refusedInTheWidget } from "./architecture/widget-imports.ts";
import { boxesOf, circlesOf, readImportGraph } from "./support/import-graph.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function problems(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath, warnIgnored: true });
  assert.equal(result?.fatalErrorCount, 0, `${filePath} can be read`);
  const house = /^(house\/|no-restricted-|no-console)/;
  return result.messages.map(({ ruleId }) => ruleId ?? "ignored").filter((id) => house.test(id));
}

const dependency = "house/dependency";

const refusedImports: readonly Import[] = [
  ["contract/money.ts", use("lit")],
  ["contract/money.ts", use("node:crypto")],
  ["contract/money.ts", use("../server/platform/errors.ts")],
  ["scripts/size.ts", use("../test/support/running-proxy.ts")],
  ["scripts/bench/start.ts", use("../../test/chaos/world.ts")],
  ["scripts/bench/start.ts", use("../../server/main.ts")],
  ["test/support/manual-clock.ts", use("../server/payments/start-payment.test.ts")],
  ["test/support/manual-clock.ts", use("../interleavings/world.ts")],
  ["test/interleavings/world.ts", use("../chaos/world.ts")],
  ["test/chaos/world.ts", use("../interleavings/world.ts")],
  ["test/fuzz/fuzz.ts", use("../chaos/world.ts")],
  ["test/interleavings/world.ts", use("../server/payments/start-payment.test.ts")],
  ["test/frameworks/react-19/shop.tsx", use("../../../widget/index.ts")],
  ["test/frameworks/react-19/shop.tsx", use("../shop.ts")],
  ["test/frameworks/react-server/server.tsx", use("otter-checkout-proxy")],
  ...refusedInTheWidget,
  ...refusedInTheServer,
  ...refusedInTheDemo,
];

const allowedImports: readonly Import[] = [
  ["contract/contract.ts", use("zod")],
  ["contract/contract.ts", use("./money.ts")],
  ["test/frameworks/react-19/shop.tsx", use("otter-checkout/react")],
  ["test/frameworks/react-server/server.tsx", useType("../serving.ts")],
  ...allowedInTheWidget,
  ...allowedInTheServer,
  ...allowedInTheDemo,
];

const refusedUses: [rule: string, file: string, code: string][] = [
  [
    "no-restricted-properties",
    "server/payments/start-payment.ts",
    "export const port = process.env.PORT;",
  ],
  ["no-restricted-properties", "server/http/app.ts", "export const { env } = process;"],
  ["no-restricted-properties", "server/payments/start-payment.ts", "export const at = Date.now();"],
  [
    "no-restricted-properties",
    "server/payments/start-payment.ts",
    "export const die = Math.random();",
  ],
  ["no-restricted-syntax", "server/payments/start-payment.ts", "export const at = new Date();"],
  [
    "no-restricted-globals",
    "server/payments/start-payment.ts",
    'export const it = fetch("https://a.example");',
  ],
  [
    "no-restricted-globals",
    "server/payments/start-payment.ts",
    "export const it = globalThis.fetch;",
  ],
  ["no-console", "server/payments/start-payment.ts", 'console.log("paid");'],
  ["no-restricted-globals", "contract/money.ts", "export const it = Buffer.alloc(1);"],
  ["no-restricted-globals", "contract/money.ts", "export const it = document.title;"],
  ["no-restricted-globals", "widget/events.ts", 'localStorage.setItem("email", "a@b.example");'],
  ["no-restricted-properties", "widget/events.ts", "export const it = document.cookie;"],
  ["no-restricted-syntax", "widget/events.ts", 'window.addEventListener("unload", () => {});'],
];

const allowedUses: [file: string, code: string][] = [
  ["server/main.ts", "export const port = process.env.PORT;"],
  ["server/config.ts", "export const port = process.env.PORT;"],
  ["server/platform/http-client.ts", 'export const it = fetch("https://a.example");'],
  ["server/client/index.ts", 'export const it = fetch("https://a.example");'],
  ["server/platform/clock.ts", "export const at = Date.now();"],
  ["server/payments/start-payment.ts", "export const at = new Date(0);"],
  ["demo/main.ts", "export const port = process.env.PORT;"],
];

describe("the dependency rule", () => {
  for (const [file, code] of refusedImports) {
    it(`refuses in ${file}: ${code}`, async () => {
      assert.deepEqual(await problems(file, code), [dependency]);
    });
  }
  for (const [file, code] of allowedImports) {
    it(`allows in ${file}: ${code}`, async () => {
      assert.deepEqual(await problems(file, code), []);
    });
  }
});

describe("the rules of the house", () => {
  for (const [rule, file, code] of refusedUses) {
    it(`${rule} refuses in ${file}: ${code}`, async () => {
      assert.deepEqual(await problems(file, code), [rule]);
    });
  }
  for (const [file, code] of allowedUses) {
    it(`allows in ${file}: ${code}`, async () => {
      assert.deepEqual(await problems(file, code), []);
    });
  }

  it("names no file or folder by a word that says nothing", () => {
    const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
    const empty = /^(utils?|helpers?|managers?|common|data|info|misc)(\.|$)/;
    assert.deepEqual(
      files.filter((file) => file.split("/").some((part) => empty.test(part))),
      [],
    );
  });
});

describe("the imports of the repository", () => {
  const graph = readImportGraph(root);

  it("run in no circle, type imports included", () => {
    assert.deepEqual(circlesOf(graph), []);
  });

  it("draw a server of at most 24 boxes and 100 arrows, without a circle", () => {
    const boxes = boxesOf(graph, "server");
    const arrows = [...boxes.values()].reduce((sum, seen) => sum + seen.length, 0);
    assert.ok(boxes.size <= 24, `${boxes.size} boxes`);
    assert.ok(arrows <= 100, `${arrows} arrows`);
    assert.deepEqual(circlesOf(boxes), []);
  });

  it("leave at most six files of the server outside its rooms", () => {
    const loose = [...graph.keys()].filter((file) => /^server\/[^/]+$/.test(file));
    assert.ok(loose.length <= 6, loose.join(" "));
  });
});
