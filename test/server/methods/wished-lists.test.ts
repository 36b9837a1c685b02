/** METHODS_ORDER, METHODS_HIDDEN and OTTPAY_FEE: what an operator makes of the gateways' lists. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Method } from "../../../contract/contract.ts";
import { parseConfig } from "../../../server/config.ts";
import { anOrder, runProxy, start, type RunningProxy } from "../../support/running-proxy.ts";

async function runWith(t: TestContext, env: Record<string, string>): Promise<RunningProxy> {
  const running = await runProxy({ env });
  t.after(() => running.stop());
  return running;
}

async function listed(running: RunningProxy, currency: string): Promise<readonly Method[]> {
  return (await running.get(`/v1/methods?currency=${currency}`)).json.methods as readonly Method[];
}
const idsOf = (methods: readonly Method[]) => methods.map(({ id }) => id);

async function shown(running: RunningProxy, order: Parameters<typeof anOrder>[0] = {}) {
  const session = await running.client.createSession(anOrder(order));
  const { json } = await running.get(`/v1/checkout/${session.id}`);
  return { session, methods: json.methods as readonly Method[] };
}

describe("METHODS_ORDER", () => {
  it("puts first what it names, over both gateways, in lists and in pickers", async (t) => {
    const plain = await runWith(t, { OTTPAY_CURRENCIES: "CAD,USD" });
    const before = idsOf(await listed(plain, "USD"));
    const wished = await runWith(t, {
      OTTPAY_CURRENCIES: "CAD,USD",
      METHODS_ORDER: JSON.stringify({ USD: ["cards-main-usd", "alipay"] }),
    });
    const first = ["ottu:cards-main-usd", "ottpay:ALIPAY"];
    const expected = [...first, ...before.filter((id) => !first.includes(id))];
    assert.deepEqual(idsOf(await listed(wished, "USD")), expected);
    const { methods } = await shown(wished, { amount: "10.00", currency: "USD" });
    assert.deepEqual(idsOf(methods), expected);
  });

  it("names methods by id, code or connector, and a currency's own list goes before *", async (t) => {
    const running = await runWith(t, {
      METHODS_ORDER: JSON.stringify({ KWD: ["mpgs"], "*": ["ottpay:UNIONPAY"] }),
    });
    assert.equal(idsOf(await listed(running, "KWD"))[0], "ottu:cards-main");
    assert.equal(idsOf(await listed(running, "CAD"))[0], "ottpay:UNIONPAY");
  });
});

describe("METHODS_HIDDEN", () => {
  it("neither shows nor starts what it names", async (t) => {
    const running = await runWith(t, { METHODS_HIDDEN: JSON.stringify({ kwd: ["KNET"] }) });
    assert.ok(!idsOf(await listed(running, "KWD")).includes("ottu:knet-main"));
    const { session, methods } = await shown(running);
    assert.ok(!idsOf(methods).includes("ottu:knet-main"));
    const refused = await start(running, session, "ottu:knet-main");
    assert.equal(refused.status, 409);
    assert.equal(refused.json.error?.code, "method_unavailable");
  });
});

describe("OTTPAY_FEE", () => {
  it("says that a fee may be added, unless the operator knows better", async (t) => {
    const unknown = await listed(await runWith(t, {}), "CAD");
    assert.ok(unknown.every(({ mayAddFee }) => mayAddFee === true));
    const none = await listed(await runWith(t, { OTTPAY_FEE: "none" }), "CAD");
    assert.ok(none.every(({ mayAddFee }) => mayAddFee === undefined));
  });
});

describe("a wish that cannot be read", () => {
  const env = {
    MERCHANT_API_KEYS: "test-api-key-0123456789abcdef",
    OTTU_URL: "https://pay.merchant.example",
    OTTU_API_KEY: "0123456789abcdef0123456789abcdef01234567",
    OTTU_WEBHOOK_KEY: "0123456789abcdef",
    MERCHANT_ORIGINS: "https://shop.example",
  };
  for (const [name, value] of [
    ["METHODS_ORDER", "knet,visa"],
    ["METHODS_ORDER", '{"KWD":"knet"}'],
    ["METHODS_HIDDEN", '{"KWDX":["knet"]}'],
    ["METHODS_HIDDEN", '{"KWD":["knet"],"KWD":[]}'],
    ["METHOD_ICONS", '{"knet":"knet.svg"}'],
    ["METHOD_ICONS", '{"knet":{"dark":"/knet.svg"}}'],
    ["BRAND_MARKS", "no"],
  ] as const) {
    it(`is refused: ${name}=${value}`, () => {
      assert.throws(() => parseConfig({ ...env, [name]: value }), new RegExp(name));
    });
  }
});
