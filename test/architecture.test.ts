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
const use = (specifier: string) => `import * as it from "${specifier}"; export { it };`;
const useType = (specifier: string) => `export type { It } from "${specifier}";`;

const refusedImports: [file: string, code: string][] = [
  ["contract/money.ts", use("lit")],
  ["contract/money.ts", use("node:crypto")],
  ["contract/money.ts", use("../server/platform/errors.ts")],
  ["widget/checkout-controller.ts", use("../contract/contract.ts")],
  ["widget/checkout-controller.ts", useType("../server/payments/start-payment.ts")],
  ["widget/checkout-controller.ts", use("zod")],
  ["widget/locales/ar.ts", use("../../contract/contract.ts")],
  ["server/payments/start-payment.ts", use("../providers/ottpay/index.ts")],
  ["server/payments/start-payment.ts", useType("../providers/ottu/wire.ts")],
  ["server/payments/start-payment.ts", use("../ledger/sqlite.ts")],
  ["server/payments/start-payment.ts", use("../methods/cache/tiers.ts")],
  ["server/payments/start-payment.ts", use("../http/routes/../routes/pay.ts")],
  ["server/payments/start-payment.ts", use("../http/app.ts")],
  ["server/payments/start-payment.ts", use("../config.ts")],
  ["server/payments/start-payment.ts", use("../flows.ts")],
  ["server/payments/start-payment.ts", use("../cards/charge.ts")],
  ["server/payments/start-payment.ts", useType("../events/shop-events.ts")],
  ["server/payments/start-payment.ts", use("express")],
  ["server/payments/start-payment.ts", use("kysely")],
  ["server/payments/start-payment.ts", use("http")],
  ["server/payments/a.ts", 'export const later = () => import("../providers/ottu/index.ts");'],
  ["server/payments/a.ts", 'export type Later = import("../providers/ottu/wire.ts").Wire;'],
  ["server/a-new-room/steps.ts", use("../platform/errors.ts")],
  ["server/a-new-room/steps.ts", useType("../ledger/ledger.ts")],
  ["server/a-new-room/steps.ts", use("../confirmation/reconciler.ts")],
  ["server/a-new-file.ts", use("./confirmation/reconciler.ts")],
  ["server/rules/start-plan.ts", use("node:fs")],
  ["server/rules/start-plan.ts", use("node:crypto")],
  ["server/rules/start-plan.ts", use("../platform/clock.ts")],
  ["server/rules/start-plan.ts", useType("../platform/logger.ts")],
  ["server/rules/start-plan.ts", use("../ledger/ledger.ts")],
  ["server/rules/start-plan.ts", use("../ledger/sqlite.ts")],
  ["server/rules/start-plan.ts", useType("../flow-context.ts")],
  ["server/rules/start-plan.ts", useType("../confirmation/confirmation.ts")],
  ["server/platform/logger.ts", use("../payments/start-payment.ts")],
  ["server/platform/logger.ts", useType("../rules/records.ts")],
  ["server/platform/metrics.ts", use("../sessions/sessions.ts")],
  ["server/platform/clock.ts", useType("../flow-context.ts")],
  ["server/platform/clock.ts", use("process")],
  ["server/methods/methods.ts", use("./cache/tiered-methods-cache.ts")],
  ["server/methods/methods.ts", use("../sessions/sessions.ts")],
  ["server/methods/icons.ts", use("../confirmation/reconciler.ts")],
  ["server/methods/cache/tiers.ts", use("../methods.ts")],
  ["server/events/shop-events.ts", use("../confirmation/confirmation.ts")],
  ["server/sessions/sessions.ts", use("../confirmation/reconciler.ts")],
  ["server/sessions/sessions.ts", use("../payments/start-payment.ts")],
  ["server/confirmation/confirmation.ts", use("../payments/create-order.ts")],
  ["server/flows.ts", use("./http/app.ts")],
  ["server/flows.ts", use("./ledger/sqlite.ts")],
  ["server/flow-context.ts", use("./flows.ts")],
  ["server/http/routes/pay.ts", use("../../providers/ottu/index.ts")],
  ["server/http/routes/pay.ts", use("../../ledger/sqlite.ts")],
  ["server/http/routes/pay.ts", use("../../ledger/ledger.ts")],
  ["server/http/routes/pay.ts", use("../../payments/start-payment.ts")],
  ["server/http/routes/pay.ts", useType("../../rules/records.ts")],
  ["server/http/app.ts", use("../providers/ottpay/index.ts")],
  ["server/http/app.ts", use("../compose/proxy.ts")],
  ["server/main.ts", use("./ledger/sqlite.ts")],
  ["server/commands/link.ts", use("../providers/ottu/index.ts")],
  ["server/compose/proxy.ts", use("../main.ts")],
  ["server/config/ottu.ts", use("../providers/ottu/index.ts")],
  ["server/config/ottu.ts", useType("../compose/proxy.ts")],
  ["server/providers/provider.ts", useType("./ottu/wire.ts")],
  ["server/providers/accounts.ts", use("./ottu/index.ts")],
  ["server/providers/call-gateway.ts", useType("../flow-context.ts")],
  ["server/providers/ottpay/index.ts", use("../ottu/index.ts")],
  ["server/providers/ottu/index.ts", use("../ottpay/envelope.ts")],
  ["server/providers/ottu/index.ts", use("../../ledger/ledger.ts")],
  ["server/providers/ottu/index.ts", use("../../payments/start-payment.ts")],
  ["server/providers/ottu/index.ts", use("../../platform/logger.ts")],
  ["server/providers/a-third/index.ts", use("../ottu/index.ts")],
  ["server/ledger/sqlite.ts", use("../rules/payment-transitions.ts")],
  ["server/ledger/ledger.ts", use("./sqlite.ts")],
  ["server/client/index.ts", use("../platform/errors.ts")],
  ["server/client/index.ts", use("node:crypto")],
  ["scripts/size.ts", use("../test/support/running-proxy.ts")],
  ["scripts/bench/start.ts", use("../../test/chaos/world.ts")],
  ["scripts/bench/start.ts", use("../../server/main.ts")],
  ["test/support/manual-clock.ts", use("../server/payments/one-order.test.ts")],
  ["test/support/manual-clock.ts", use("../interleavings/world.ts")],
  ["test/interleavings/world.ts", use("../chaos/world.ts")],
  ["test/chaos/world.ts", use("../interleavings/world.ts")],
  ["test/fuzz/fuzz.ts", use("../chaos/world.ts")],
  ["test/interleavings/world.ts", use("../server/payments/one-order.test.ts")],
  ["demo/main.ts", use("../server/http/app.ts")],
  ["demo/main.ts", use("otter-checkout-proxy/dist/server/app.js")],
  ["demo/shop/cart.ts", use("../../contract/money.ts")],
  ["demo/shop/cart.ts", use("../sandbox/main.ts")],
  ["demo/shop/cart.ts", useType("../../widget/events.ts")],
  ["demo/sandbox/ottpay.ts", use("../../server/providers/ottpay/envelope.ts")],
  ["demo/sandbox/ottpay.ts", useType("../../contract/vocabulary.ts")],
  ["demo/sandbox/ottpay.ts", use("otter-checkout-proxy")],
  ["demo/sandbox/ottpay.ts", use("../shop/cart.ts")],
];

const allowedImports: [file: string, code: string][] = [
  ["contract/contract.ts", use("zod")],
  ["contract/contract.ts", use("./money.ts")],
  ["widget/checkout-controller.ts", useType("../contract/contract.ts")],
  ["widget/checkout-controller.ts", use("../contract/vocabulary.ts")],
  ["widget/checkout-controller.ts", use("lit/decorators.js")],
  ["server/payments/start-payment.ts", use("../ledger/ledger.ts")],
  ["server/payments/start-payment.ts", use("../providers/provider.ts")],
  ["server/payments/start-payment.ts", use("../rules/start-plan.ts")],
  ["server/payments/start-payment.ts", use("../confirmation/confirmation.ts")],
  ["server/methods/methods.ts", use("./cache/methods-cache.ts")],
  ["server/rules/start-plan.ts", useType("../ledger/ledger.ts")],
  ["server/rules/start-plan.ts", use("../platform/errors.ts")],
  ["server/http/routes/pay.ts", useType("../../payments/start-payment.ts")],
  ["server/http/routes/pay.ts", use("express")],
  ["server/http/guards/shop-key.ts", use("express")],
  ["server/http/app.ts", use("./routes/pay.ts")],
  ["server/compose/proxy.ts", use("../providers/ottpay/index.ts")],
  ["server/compose/proxy.ts", use("../ledger/sqlite.ts")],
  ["server/main.ts", use("./compose/proxy.ts")],
  ["server/providers/ottpay/index.ts", use("../provider.ts")],
  ["server/providers/ottpay/index.ts", use("./envelope.ts")],
  ["server/providers/ottpay/index.ts", use("../../platform/http-client.ts")],
  ["server/ledger/sqlite.ts", use("./ledger.ts")],
  ["server/ledger/sqlite.ts", use("node:sqlite")],
  ["server/client/index.ts", useType("../../contract/contract.ts")],
  ["demo/main.ts", use("otter-checkout-proxy/client")],
  ["demo/main.ts", use("otter-checkout-sandbox")],
  ["demo/sandbox/ottpay.ts", use("node:crypto")],
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
