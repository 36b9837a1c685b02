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
  running = await runProxy();
});
after(() => running.stop());

describe("POST /v1/checkout/:id/payments", () => {
  it("makes no second OTT Pay order when the wallet changes: only `selected` does", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    const before = running.sandbox.ottpay.orders().length;
    const first = await start(running, session, "ottpay:WECHATPAY");
    const second = await start(running, session, "ottpay:ALIPAY");
    assert.equal(first.status, 201, first.text);
    assert.equal(new URL(first.json.redirectUrl).searchParams.get("selected"), "WECHATPAY");
    assert.equal(new URL(second.json.redirectUrl).searchParams.get("selected"), "ALIPAY");
    assert.equal(second.json.paymentId, first.json.paymentId);
    assert.equal(running.sandbox.ottpay.orders().length - before, 1);
  });

  it("makes no second Ottu order when the method changes, and says each one's total", async () => {
    running.sandbox.ottu.setFee("knet-main", "0.150");
    const session = await running.client.createSession(anOrder());
    const before = running.sandbox.ottu.orders().length;
    const knet = await start(running, session, "ottu:knet-main");
    assert.deepEqual(
      { amount: knet.json.amount, currency: knet.json.currency, fee: knet.json.fee },
      { amount: "12.900", currency: "KWD", fee: "0.150" },
    );
    const view = await running.get(`/v1/checkout/${session.id}`);
    const other = (view.json.methods as { id: string }[]).find(
      (method) => method.id !== "ottu:knet-main",
    );
    const changed = await start(running, session, other?.id ?? "");
    assert.equal(changed.status, 201, changed.text);
    assert.equal(changed.json.paymentId, knet.json.paymentId);
    assert.notEqual(changed.json.redirectUrl, knet.json.redirectUrl);
    assert.equal(running.sandbox.ottu.orders().length - before, 1);
    const knetRow = (view.json.methods as { id: string; total?: string; fee?: string }[]).find(
      (method) => method.id === "ottu:knet-main",
    );
    assert.equal(knetRow?.total, "12.900");
    assert.equal(knetRow?.fee, "0.150");
  });

  for (const [gateway, request, method] of [
    ["ottpay", inCanada, "ottpay:WECHATPAY"],
    ["ottu", {}, "ottu:knet-main"],
  ] as const) {
    it(`makes one order at ${gateway} for twenty starts at once, with one answer`, async () => {
      const session = await running.client.createSession(anOrder(request));
      const before = running.sandbox[gateway].orders().length;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => start(running, session, method)),
      );
      assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [201]);
      assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
      assert.equal(running.sandbox[gateway].orders().length - before, 1);
    });
  }
});

describe("POST /v1/sessions", () => {
  it("answers 201 with a new session, then 200 with the same one for the same order", async () => {
    const order = anOrder();
    const first = await running.post("/v1/sessions", order, asShop);
    const again = await running.post(
      "/v1/sessions",
      { ...order, locale: "ar", metadata: { cart: "2" } },
      asShop,
    );
    assert.deepEqual([first.status, again.status], [201, 200]);
    assert.equal(again.json.id, first.json.id);
    assert.equal(again.json.locale, "ar");
    assert.deepEqual(again.json.metadata, { cart: "2" });
  });

  it("makes one upstream order for three page reloads with one orderRef", async () => {
    const order = anOrder();
    const before = running.sandbox.ottu.orders().length;
    for (let reload = 0; reload < 3; reload += 1) {
      const session = await running.client.createSession(order);
      assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
    }
    assert.equal(running.sandbox.ottu.orders().length - before, 1);
  });

  it("makes one session for reloads at once", async () => {
    const order = anOrder();
    const sessions = await Promise.all(
      Array.from({ length: 8 }, () => running.client.createSession(order)),
    );
    assert.equal(new Set(sessions.map((session) => session.id)).size, 1);
  });

  it("supersedes an unfinished session when the cart was edited, and the old one starts nothing more", async () => {
    const order = anOrder();
    const old = await running.client.createSession(order);
    const next = await running.client.createSession({ ...order, amount: "15.000" });
    assert.notEqual(next.id, old.id);
    const refused = await start(running, old, "ottu:knet-main");
    assert.equal(refused.json.error.code, "session_canceled");
    assert.equal((await running.client.getSession(old.id)).status, "canceled");
    assert.equal((await start(running, next, "ottu:knet-main")).status, 201);
  });

  it("answers a repeated Idempotency-Key with the same session, and 422 for another body", async () => {
    const order = anOrder();
    const key = { "idempotency-key": "key-1", ...asShop };
    const first = await running.post("/v1/sessions", order, key);
    const again = await running.post("/v1/sessions", order, key);
    assert.equal(again.json.id, first.json.id);
    const other = await running.post("/v1/sessions", { ...order, amount: "1.000" }, key);
    assert.equal(other.status, 422);
    assert.equal(other.json.error.code, "idempotency_key_reused");
  });

  it("refuses an order that is paid, unless it may repeat", async () => {
    const order = anOrder();
    const session = await running.client.createSession(order);
    await start(running, session, "ottu:knet-main");
    const [payment] = (await running.client.getSession(session.id)).payments;
    await running.sandbox.ottu.pay(payment?.providerRef ?? "", { webhook: "now" });
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === session.id,
    );
    await assert.rejects(running.client.createSession(order), { code: "order_paid", status: 409 });
    const repeated = await running.client.createSession({ ...order, allowRepeat: true });
    assert.notEqual(repeated.id, session.id);
  });
});
