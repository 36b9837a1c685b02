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

const refusedInTheDemo: [file: string, code: string][] = [
  ["demo/main.ts", use("../server/app.ts")],
  ["demo/main.ts", use("./sandbox/index.ts")],
  ["demo/main.ts", use("otter-checkout-proxy/dist/server/app.js")],
  ["demo/shop/cart.ts", use("../../contract/money.ts")],
  ["demo/shop/cart.ts", use("../start-demo.ts")],
  ["demo/shop/cart.ts", use("../sandbox/main.ts")],
  ["demo/shop/cart.ts", useType("../../widget/events.ts")],
  ["demo/shop/cart.ts", use("otter-checkout-proxy")],
  ["demo/shop/cart.ts", useType("otter-checkout-sandbox")],
  ["demo/public/shop.js", use("../shop/money.ts")],
  ["demo/a-new-room/steps.ts", use("../free-ports.ts")],
  ["demo/sandbox/ottpay/api/seal.ts", use("../../../../server/providers/ottpay/envelope.ts")],
  ["demo/sandbox/ottpay/api/seal.ts", useType("../../../../contract/vocabulary.ts")],
  ["demo/sandbox/ottpay/api/seal.ts", use("otter-checkout-proxy")],
  ["demo/sandbox/ottpay/api/seal.ts", use("../../../shop/cart.ts")],
  ["demo/sandbox/index.ts", use("otter-checkout-proxy")],
  ["demo/sandbox/index.ts", use("../../server/index.ts")],
  ["demo/sandbox/world.ts", useType("./sandbox.ts")],
  ["demo/sandbox/world.ts", useType("./ottu/model/gateway.ts")],
  ["demo/sandbox/pages/page.ts", useType("../ottu/model/session.ts")],
  ["demo/sandbox/pages/page.ts", use("../start.ts")],
  ["demo/sandbox/control/routes.ts", use("../start.ts")],
  ["demo/sandbox/control/routes.ts", use("../sandbox.ts")],
  ["demo/sandbox/a-new-room/steps.ts", use("../world.ts")],
  ...(["ottpay", "ottu"] as const).flatMap((gateway): [string, string][] => {
    const folder = `demo/sandbox/${gateway}`;
    const other = gateway === "ottpay" ? "ottu" : "ottpay";
    return [
      [`${folder}/model/gateway.ts`, useType("../api/receive.ts")],
      [`${folder}/model/gateway.ts`, useType("../pages/return-link.ts")],
      [`${folder}/model/gateway.ts`, useType("../sandbox.ts")],
      [`${folder}/model/gateway.ts`, useType("../../pages/page.ts")],
      [`${folder}/model/gateway.ts`, use(`../../${other}/model/gateway.ts`)],
      [`${folder}/model/gateway.ts`, useType("express")],
      [`${folder}/api/receive.ts`, use("../pages/return-link.ts")],
      [`${folder}/api/receive.ts`, use("../../pages/page.ts")],
      [`${folder}/api/receive.ts`, useType("../sandbox.ts")],
      [`${folder}/api/receive.ts`, useType(`../../${other}/api/receive.ts`)],
      [`${folder}/pages/return-link.ts`, use("../controls.ts")],
      [`${folder}/pages/return-link.ts`, use(`../../${other}/pages/return-link.ts`)],
      [`${folder}/app.ts`, use(`../${other}/app.ts`)],
      [`${folder}/app.ts`, use("../control/routes.ts")],
      [`${folder}/app.ts`, useType("../sandbox.ts")],
      [`${folder}/a-new-room/steps.ts`, use("../model/gateway.ts")],
    ];
  }),
];

const allowedInTheDemo: [file: string, code: string][] = [
  ["demo/main.ts", use("otter-checkout-proxy")],
  ["demo/main.ts", use("otter-checkout-sandbox")],
  ["demo/shop/cart.ts", use("otter-checkout-proxy/client")],
  ["demo/shop/wire-log.ts", useType("otter-checkout-sandbox")],
  ["demo/sandbox/start.ts", use("./ottpay/app.ts")],
  ["demo/sandbox/control/routes.ts", useType("../sandbox.ts")],
  ["demo/sandbox/control/routes.ts", use("../ottu/model/settings.ts")],
  ["demo/sandbox/ottu/app.ts", use("./pages/hosted.ts")],
  ["demo/sandbox/ottu/pages/hosted.ts", use("../api/settle.ts")],
  ["demo/sandbox/ottu/pages/hosted.ts", use("../../pages/page.ts")],
  ["demo/sandbox/ottu/api/settle.ts", use("../model/session.ts")],
  ["demo/sandbox/ottpay/api/envelope.ts", use("node:crypto")],
  ["demo/sandbox/ottpay/model/order.ts", use("../../world.ts")],
];

const refusedImports: [file: string, code: string][] = [
  ["contract/money.ts", use("lit")],
  ["contract/money.ts", use("node:crypto")],
  ["contract/money.ts", use("../server/errors.ts")],
  ["widget/checkout-controller.ts", use("../contract/contract.ts")],
  ["widget/checkout-controller.ts", useType("../server/payments.ts")],
  ["widget/checkout-controller.ts", use("zod")],
  ["widget/locales/ar.ts", use("../../contract/contract.ts")],
  ["server/payments.ts", use("./providers/ottpay/index.ts")],
  ["server/payments.ts", useType("./providers/ottu/wire.ts")],
  ["server/payments.ts", use("./ledger/sqlite.ts")],
  ["server/payments.ts", use("./cache/tiers.ts")],
  ["server/payments.ts", use("./routes/../routes/pay.ts")],
  ["server/payments.ts", use("./app.ts")],
  ["server/payments.ts", use("./config.ts")],
  ["server/payments.ts", use("express")],
  ["server/payments.ts", use("kysely")],
  ["server/payments.ts", use("http")],
  ["server/payments.ts", 'export const later = () => import("./providers/ottu/index.ts");'],
  ["server/payments.ts", 'export type Later = import("./providers/ottu/wire.ts").Wire;'],
  ["server/a-new-flow/steps.ts", use("../ledger/sqlite.ts")],
  ["server/routes/pay.ts", use("../providers/ottu/index.ts")],
  ["server/routes/pay.ts", use("../ledger/sqlite.ts")],
  ["server/routes/pay.ts", use("../ledger/ledger.ts")],
  ["server/routes/pay.ts", use("../app.ts")],
  ["server/app.ts", use("./providers/ottpay/index.ts")],
  ["server/app.ts", use("./compose.ts")],
  ["server/main.ts", use("./ledger/sqlite.ts")],
  ["server/commands/link.ts", use("../providers/ottu/index.ts")],
  ["server/compose.ts", use("./main.ts")],
  ["server/providers/provider.ts", useType("./ottu/wire.ts")],
  ["server/providers/ottpay/index.ts", use("../ottu/index.ts")],
  ["server/providers/ottu/index.ts", use("../ottpay/envelope.ts")],
  ["server/providers/ottu/index.ts", use("../../ledger/ledger.ts")],
  ["server/providers/ottu/index.ts", use("../../payments.ts")],
  ["server/providers/ottu/index.ts", use("../../logger.ts")],
  ["server/providers/a-third/index.ts", use("../ottu/index.ts")],
  ["server/ledger/sqlite.ts", use("../settlement.ts")],
  ["server/ledger/ledger.ts", use("./sqlite.ts")],
  ["server/cache/tiers.ts", use("../methods.ts")],
  ["server/clock.ts", use("./logger.ts")],
  ["server/client/index.ts", use("../errors.ts")],
  ["server/client/index.ts", use("node:crypto")],
  ...refusedInTheDemo,
];

const allowedImports: [file: string, code: string][] = [
  ["contract/contract.ts", use("zod")],
  ["contract/contract.ts", use("./money.ts")],
  ["widget/checkout-controller.ts", useType("../contract/contract.ts")],
  ["widget/checkout-controller.ts", use("../contract/vocabulary.ts")],
  ["widget/checkout-controller.ts", use("lit/decorators.js")],
  ["server/payments.ts", use("./ledger/ledger.ts")],
  ["server/payments.ts", use("./providers/provider.ts")],
  ["server/payments.ts", use("./cache/methods-cache.ts")],
  ["server/payments.ts", use("./settlement.ts")],
  ["server/routes/pay.ts", use("../payments.ts")],
  ["server/routes/pay.ts", use("express")],
  ["server/http/shop-key.ts", use("express")],
  ["server/app.ts", use("./routes/pay.ts")],
  ["server/compose.ts", use("./providers/ottpay/index.ts")],
  ["server/compose.ts", use("./ledger/sqlite.ts")],
  ["server/main.ts", use("./compose.ts")],
  ["server/providers/ottpay/index.ts", use("../provider.ts")],
  ["server/providers/ottpay/index.ts", use("./envelope.ts")],
  ["server/providers/ottpay/index.ts", use("../../http-client.ts")],
  ["server/ledger/sqlite.ts", use("./ledger.ts")],
  ["server/ledger/sqlite.ts", use("node:sqlite")],
  ["server/client/index.ts", useType("../../contract/contract.ts")],
  ...allowedInTheDemo,
];

const refusedUses: [rule: string, file: string, code: string][] = [
  ["no-restricted-properties", "server/payments.ts", "export const port = process.env.PORT;"],
  ["no-restricted-properties", "server/app.ts", "export const { env } = process;"],
  ["no-restricted-properties", "server/payments.ts", "export const at = Date.now();"],
  ["no-restricted-properties", "server/payments.ts", "export const die = Math.random();"],
  ["no-restricted-syntax", "server/payments.ts", "export const at = new Date();"],
  ["no-restricted-globals", "server/payments.ts", 'export const it = fetch("https://a.example");'],
  ["no-restricted-globals", "server/payments.ts", "export const it = globalThis.fetch;"],
  ["no-console", "server/payments.ts", 'console.log("paid");'],
  ["no-restricted-globals", "contract/money.ts", "export const it = Buffer.alloc(1);"],
  ["no-restricted-globals", "contract/money.ts", "export const it = document.title;"],
  ["no-restricted-globals", "widget/events.ts", 'localStorage.setItem("email", "a@b.example");'],
  ["no-restricted-properties", "widget/events.ts", "export const it = document.cookie;"],
  ["no-restricted-syntax", "widget/events.ts", 'window.addEventListener("unload", () => {});'],
];

const allowedUses: [file: string, code: string][] = [
  ["server/main.ts", "export const port = process.env.PORT;"],
  ["server/config.ts", "export const port = process.env.PORT;"],
  ["server/http-client.ts", 'export const it = fetch("https://a.example");'],
  ["server/client/index.ts", 'export const it = fetch("https://a.example");'],
  ["server/clock.ts", "export const at = Date.now();"],
  ["server/payments.ts", "export const at = new Date(0);"],
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
