/** Money and codes have one spelling inside, however they came: what is compared is never a text's accident. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  asShop,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { OTTPAY_CURRENCIES: "cad,Usd,cad" } });
});
after(() => running.stop());

const create = (body: object, key?: string) =>
  running.post("/v1/sessions", body, {
    ...asShop,
    ...(key === undefined ? {} : { "idempotency-key": key }),
  });

describe("one amount in several spellings", () => {
  it("is one request under one Idempotency-Key", async () => {
    const order = anOrder({ amount: "12.75", currency: "KWD" });
    const key = `key-${order.orderRef}`;
    const first = await create(order, key);
    assert.equal(first.status, 201, first.text);
    assert.equal(first.json.amount, "12.750");
    for (const same of [
      { ...order, amount: "12.750" },
      { ...order, currency: "kwd" },
      { ...order, customer: { phone: "", email: null } },
      { ...order, filter: undefined },
    ]) {
      const again = await create(same, key);
      assert.equal(again.status, 201, again.text);
      assert.equal(again.json.id, first.json.id);
    }
    const other = await create({ ...order, amount: "12.751" }, key);
    assert.equal(other.json.error.code, "idempotency_key_reused");
  });

  it("is one session of one order", async () => {
    const order = anOrder({ amount: "5", currency: "KWD" });
    const first = await create(order);
    for (const [amount, currency] of [
      ["5.0", "KWD"],
      ["5.000", "kwd"],
    ]) {
      const again = await create({ ...order, amount, currency });
      assert.equal(again.status, 200, again.text);
      assert.equal(again.json.id, first.json.id);
    }
  });

  it("is one customer's telephone under one Idempotency-Key", async () => {
    const order = anOrder();
    const key = `key-${order.orderRef}`;
    const first = await create({ ...order, customer: { phone: "00965 5550-1234" } }, key);
    const again = await create({ ...order, customer: { phone: "+965 5550 1234" } }, key);
    assert.equal(again.json.id, first.json.id, again.text);
  });
});

describe("a currency in any case", () => {
  for (const currency of ["kwd", "Kwd", "KWD"]) {
    it(`is KWD everywhere: ${currency}`, async () => {
      const session = await create({ ...anOrder(), currency });
      assert.equal(session.json.currency, "KWD");
      assert.equal((await start(running, session.json, "ottu:knet-main")).status, 201);
      const view = await running.get(`/v1/checkout/${session.json.id}`);
      assert.equal(view.json.currency, "KWD");
    });
  }

  it("is served where the configuration spells it otherwise", async () => {
    const session = await create({ ...anOrder(inCanada), currency: "cad" });
    assert.equal(session.status, 201, session.text);
    assert.equal((await start(running, session.json, "ottpay:ALIPAY")).status, 201);
  });

  it("is none all the same where there is no such currency", async () => {
    for (const currency of ["", "kw", "zzz", "KWD ", "ＫＷＤ", "ſgd"]) {
      const answer = await create({ ...anOrder(), currency });
      assert.equal(answer.json.error.code, "currency_unsupported", currency);
    }
  });
});

describe("a filter's words in any case", () => {
  it("ask for the same in a session as in a list", async () => {
    const filter = {
      operation: "PURCHASE",
      type: "Sandbox",
      plugin: "E_Commerce",
      pgNames: "KPAY",
    };
    const session = await create({ ...anOrder(), filter });
    assert.equal(session.status, 201, session.text);
    const view = await running.get(`/v1/checkout/${session.json.id}`);
    assert.ok(view.json.methods.length > 0, view.text);
  });
});

describe("a currency that no gateway takes", () => {
  it("is refused before a shopper sees an empty picker", async () => {
    const order = anOrder({ currency: "EUR", amount: "12.75" });
    const answer = await create(order);
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.json.error.code, "currency_unsupported");
    assert.equal(answer.json.error.field, "currency");
  });

  it("is not judged while a gateway does not answer", async () => {
    running.sandbox.behave("ottu", "payment-methods", { do: "status", status: 503 }, 1);
    const answer = await create(anOrder({ currency: "GBP", amount: "12.75" }));
    assert.equal(answer.status, 201, answer.text);
  });
});

describe("a language as systems write it", () => {
  for (const [written, locale] of [
    ["ar_KW", "ar-KW"],
    ["fr_CA.UTF-8", "fr-CA"],
    ["zh_hans_cn", "zh-Hans-CN"],
    ["AR-kw", "ar-KW"],
    ["ar-KW-u-nu-latn", "ar-KW-u-nu-latn"],
  ] as const) {
    it(`is ${locale} everywhere: ${written}`, async () => {
      const order = anOrder({ locale: written });
      const made = await create(order);
      assert.equal(made.status, 201, made.text);
      const again = await create({ ...order, locale });
      assert.equal(again.json.id, made.json.id, again.text);
      const view = await running.get(`/v1/checkout/${made.json.id}`);
      assert.equal(view.json.locale, locale);
      const started = await running.post(`/v1/checkout/${made.json.id}/payments`, {
        method: view.json.methods[0].id,
        locale: written,
      });
      assert.equal(started.status, 201, started.text);
    });
  }
});
