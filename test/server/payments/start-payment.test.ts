/** From the press of Pay to the shop that is told: one order, however often it is pressed. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

async function startedInCanada(): Promise<{ session: SessionRecord; order: string }> {
  const session = await running.client.createSession(anOrder(inCanada));
  assert.equal((await start(running, session, "ottpay:WECHATPAY")).status, 201);
  return { session, order: (await atGateway(running, session.id)).ref };
}
async function startedInKuwait(): Promise<{ session: SessionRecord; order: string }> {
  const session = await running.client.createSession(anOrder());
  assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
  return { session, order: (await atGateway(running, session.id)).ref };
}
const becomes = (type: string, session: SessionRecord) =>
  running.event((event) => event.type === type && event.data.session.id === session.id);

describe("paying with OTT Pay", () => {
  it("ends paid, because the gateway said so, and tells the shop", async () => {
    const { session, order } = await startedInCanada();
    assert.equal(
      running.sandbox.ottpay.orders().find((one) => one.prepayOrderId === order)?.amount,
      "1999",
    );
    await running.sandbox.ottpay.pay(order, { callback: "now" });
    const event = await becomes("checkout.paid", session);
    assert.equal(event.data.session.status, "paid");
    const paid = await running.client.assertPaid(session.id, session);
    assert.equal(paid.payments[0]?.status, "paid");
    assert.equal(paid.payments[0]?.method, "ottpay:WECHATPAY");
    assert.ok((paid.payments[0]?.transactionRef ?? "") !== "");
    const view = await running.get(`/v1/checkout/${session.id}`);
    assert.deepEqual(view.json, {
      id: session.id,
      status: "paid",
      amount: "19.99",
      currency: "CAD",
      receipt: {
        order: session.orderRef,
        method: "WeChat Pay",
        reference: order,
        at: paid.payments[0]?.history.find(({ fact }) => fact === "paid")?.at,
      },
      methods: [],
    });
    assert.equal((await start(running, session, "ottpay:ALIPAY")).json.error.code, "already_paid");
  });

  it("ends paid when the call-back never came: the return page asks the gateway", async () => {
    const { session, order } = await startedInCanada();
    await running.sandbox.ottpay.pay(order, { callback: "never" });
    const response = await fetch((await atGateway(running, session.id)).redirectUrl, {
      redirect: "manual",
    });
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), `${shopOrigin}/thank-you?session=${session.id}`);
    assert.equal((await running.client.getSession(session.id)).status, "paid");
  });

  it("records a fee on top as paid, with what was charged", async () => {
    const { session, order } = await startedInCanada();
    await running.sandbox.ottpay.pay(order, { callback: "now", fee: "50" });
    await becomes("checkout.paid", session);
    const [payment] = (await running.client.getSession(session.id)).payments;
    assert.equal(payment?.discrepancy, null);
    assert.deepEqual([payment?.amount, payment?.fee], ["20.49", "0.50"]);
  });

  it("takes a call-back that comes twice once", async () => {
    const { session, order } = await startedInCanada();
    await running.sandbox.ottpay.pay(order, { callback: "twice" });
    await becomes("checkout.paid", session);
    const told = (await running.get("/v1/events?after=0&limit=500", asShop)).json as {
      events: { type: string; data: { session: { id: string } } }[];
    };
    const mine = told.events.filter((event) => event.data.session.id === session.id);
    assert.deepEqual(
      mine.map((event) => event.type),
      ["checkout.paid"],
    );
  });
});

describe("paying with Ottu", () => {
  for (const signature of ["v1", "v2"] as const) {
    it(`ends paid by a webhook signed ${signature}, confirmed by asking`, async () => {
      const { session, order } = await startedInKuwait();
      await running.sandbox.ottu.pay(order, { webhook: "now", signature });
      await becomes("checkout.paid", session);
      await running.client.assertPaid(session.id, session);
    });
  }

  it("sends the shopper to the failure page after a decline, and lets them pay after it", async () => {
    const { session, order } = await startedInKuwait();
    await running.sandbox.ottu.pay(order, { webhook: "now", state: "attempted" });
    const response = await fetch((await atGateway(running, session.id)).redirectUrl, {
      redirect: "manual",
    });
    assert.equal(response.headers.get("location"), `${shopOrigin}/checkout?session=${session.id}`);
    const view = await running.get(`/v1/checkout/${session.id}`);
    assert.deepEqual(view.json.last, { method: "ottu:knet-main", status: "failed" });
    assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
    await running.sandbox.ottu.pay(order, { webhook: "now" });
    await becomes("checkout.paid", session);
  });

  it("makes a new order after a final failure, and says so to the shop", async () => {
    const { session, order } = await startedInKuwait();
    await running.sandbox.ottu.pay(order, { webhook: "now", state: "failed" });
    const event = await becomes("payment.failed", session);
    assert.equal(event.data.session.payments[0]?.status, "failed");
    assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
    const after = await running.client.getSession(session.id);
    assert.deepEqual(
      after.payments.map((payment) => payment.status),
      ["failed", "pending"],
    );
  });

  it("keeps cash on delivery authorized, never paid", async () => {
    const { session, order } = await startedInKuwait();
    await running.sandbox.ottu.pay(order, { webhook: "now", state: "cod" });
    const event = await becomes("checkout.authorized", session);
    assert.equal(event.data.session.payments[0]?.reason, "cash_on_delivery");
  });
});

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
