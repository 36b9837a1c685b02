import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createMethod } from "../../../../demo/sandbox/index.ts";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import { callOttu, createSession, ottuPaths, start } from "../../merchant.ts";

async function list(sandbox: Sandbox, filter: object) {
  const asked = { plugin: "e_commerce", ...filter };
  const { status, body } = await callOttu(sandbox, ottuPaths.methods, asked);
  assert.equal(status, 200);
  const methods = body["payment_methods"] as ReadonlyArray<Record<string, unknown>>;
  return { body, methods, codes: methods.map(({ code }) => String(code)) };
}

describe("POST /b/pbl/v2/payment-methods/", () => {
  test("lists what takes the currency, and nothing for CAD", async (t) => {
    const sandbox = await start(t);
    const kwd = await list(sandbox, { currencies: ["KWD"] });
    assert.ok(kwd.codes.includes("knet-main"));
    assert.ok(
      kwd.methods.every((each) => (each["accepted_currencies"] as string[]).includes("KWD")),
    );
    for (const currency of ["SAR", "BHD", "QAR", "OMR", "AED", "USD"]) {
      assert.notDeepEqual((await list(sandbox, { currencies: [currency] })).codes, []);
    }
    assert.deepEqual((await list(sandbox, { currencies: ["CAD"] })).codes, []);
  });

  test("says what Ottu says of a method, and nothing of the sandbox's own", async (t) => {
    const sandbox = await start(t);
    const { methods, body } = await list(sandbox, { pg_names: ["kpay"] });
    assert.deepEqual(methods, [
      {
        code: "knet-main",
        name: "KNET",
        connector: { identifier: "kpay", processor: "knet" },
        is_sandbox: true,
        logo: `${sandbox.ottu.url}/media/gateway/settings/logos/knet-main.svg`,
        wallets: [],
        payment_services: [],
        default_currency: "KWD",
        accepted_currencies: ["KWD"],
        operation: "purchase",
        operations: ["refund", "void"],
        is_tokenizable: false,
        auto_debit_enabled: false,
        tags: ["e_commerce"],
      },
    ]);
    assert.deepEqual(body["customer_payment_methods"], []);
    const logo = await fetch(String(methods[0]?.["logo"]));
    assert.equal(logo.headers.get("content-type"), "image/svg+xml; charset=utf-8");
  });

  const filters: ReadonlyArray<readonly [filter: object, includes: string, excludes: string]> = [
    [{ operation: "authorize" }, "cards-sar-hold", "mada"],
    [{ tokenizable: true }, "cards-main", "knet-main"],
    [{ auto_debit: false }, "knet-main", "cards-main"],
    [{ pg_names: ["tabby", "tamara"] }, "tabby-4", "mada"],
    [{ pg_names: ["knet"] }, "knet-main", "cards-main"],
    [{ type: "sandbox" }, "knet-main", "live-only"],
    [{ type: "production" }, "live-only", "knet-main"],
    [{ tags: ["instalments"] }, "deema-3", "knet-main"],
    [{ payment_services: ["apple_pay"] }, "apple-pay", "shop-credit"],
    [{ plugin: "payment_request" }, "knet-main", "live-only"],
    [{ currencies: [], tags: [], pg_names: [] }, "knet-main", "nothing"],
  ];
  for (const [filter, includes, excludes] of filters) {
    test(`filters by ${JSON.stringify(filter)}`, async (t) => {
      const sandbox = await start(t);
      const live = createMethod({
        code: "live-only",
        accepted_currencies: ["KWD"],
        is_sandbox: false,
        plugins: ["e_commerce"],
      });
      sandbox.ottu.setMethods([...sandbox.ottu.methods(), live]);
      const { codes } = await list(sandbox, filter);
      assert.ok(codes.includes(includes));
      assert.ok(!codes.includes(excludes));
    });
  }

  const refused: ReadonlyArray<readonly [field: string, value: unknown]> = [
    ["plugin", undefined],
    ["plugin", "shop"],
    ["plugin", 1],
    ["currencies", "KWD"],
    ["currencies", ["kwd"]],
    ["operation", "steal"],
    ["tokenizable", "yes"],
    ["type", "test"],
    ["payment_services", ["cheque"]],
    ["tags", [1]],
    ["customer_id", "c".repeat(65)],
  ];
  for (const [field, value] of refused) {
    test(`refuses ${field} ${JSON.stringify(value)?.slice(0, 20) ?? "left out"}`, async (t) => {
      const sandbox = await start(t);
      const asked = { plugin: "e_commerce", [field]: value };
      const { status, body } = await callOttu(sandbox, ottuPaths.methods, asked);
      assert.equal(status, 400);
      assert.deepEqual(Object.keys(body), [field]);
      assert.ok(Array.isArray(body[field]));
    });
  }

  test("remembers what a customer paid with, the last first", async (t) => {
    const sandbox = await start(t);
    for (const code of ["knet-main", "cards-main", "knet-main"]) {
      const session = await createSession(sandbox, { customer_id: "c-1" });
      await sandbox.ottu.pay(session.session_id, { code });
    }
    const { body } = await list(sandbox, { customer_id: "c-1" });
    assert.deepEqual(body["customer_payment_methods"], ["knet-main", "cards-main"]);
    const other = await list(sandbox, { customer_id: "c-2" });
    assert.deepEqual(other.body["customer_payment_methods"], []);
  });

  test("knows a renamed code by its new name only", async (t) => {
    const sandbox = await start(t);
    sandbox.ottu.renameCode("knet-main", "knet-new");
    const { codes } = await list(sandbox, { currencies: ["KWD"] });
    assert.ok(codes.includes("knet-new") && !codes.includes("knet-main"));
    const refusal = await createSession(sandbox);
    assert.deepEqual(refusal, { pg_codes: ['"knet-main" is not a valid choice.'] });
  });
});
