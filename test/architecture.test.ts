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

const refusedImports: [file: string, code: string][] = [
  ["contract/money.ts", use("lit")],
  ["contract/money.ts", use("node:crypto")],
  ["contract/money.ts", use("../server/errors.ts")],
  ["widget/events.ts", use("./checkout/store.ts")],
  ["widget/events.ts", use("lit")],
  ["widget/checkout/store.ts", use("../../contract/contract.ts")],
  ["widget/checkout/store.ts", useType("../../server/payments.ts")],
  ["widget/checkout/store.ts", use("zod")],
  ["widget/checkout/store.ts", use("lit")],
  ["widget/checkout/store.ts", useType("../element.ts")],
  ["widget/checkout/store.ts", use("../view/amount.ts")],
  ["widget/checkout/store.ts", useType("../language/language.ts")],
  ["widget/checkout/stage.ts", useType("../card-frame/card-field.ts")],
  ["widget/view/picker.ts", useType("../element.ts")],
  ["widget/view/picker.ts", use("../checkout/store.ts")],
  ["widget/view/picker-view.ts", useType("../checkout/store.ts")],
  ["widget/view/picker.ts", use("../checkout/picture.ts")],
  ["widget/language/language.ts", useType("../element.ts")],
  ["widget/language/language.ts", use("../view/wording.ts")],
  ["widget/language/language.ts", use("lit")],
  ["widget/language/locales/ar.ts", use("../../../contract/contract.ts")],
  ["widget/card-frame/card-field.ts", useType("../element.ts")],
  ["widget/card-frame/card-field.ts", use("../checkout/checkout-error.ts")],
  ["widget/card-frame/card-field.ts", use("lit")],
  ["widget/element.ts", use("./define.ts")],
  ["widget/element/assembly.ts", useType("../index.ts")],
  ["widget/element.ts", use("jose")],
  ["widget/define.ts", use("./checkout/store.ts")],
  ["widget/index.ts", use("lit")],
  ["widget/a-new-room/thing.ts", use("../element.ts")],
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
  ["demo/main.ts", use("../server/app.ts")],
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
  ["widget/checkout/store.ts", useType("../../contract/contract.ts")],
  ["widget/checkout/store.ts", use("../../contract/vocabulary.ts")],
  ["widget/checkout/store.ts", use("../events.ts")],
  ["widget/view/picker.ts", use("lit")],
  ["widget/view/picker.ts", use("../checkout/phase.ts")],
  ["widget/view/picker-view.ts", useType("../language/language.ts")],
  ["widget/element.ts", use("./view/checkout.ts")],
  ["widget/define.ts", use("./element.ts")],
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
  ["demo/main.ts", use("otter-checkout-proxy/client")],
  ["demo/main.ts", use("otter-checkout-sandbox")],
  ["demo/sandbox/ottpay.ts", use("node:crypto")],
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
