/**
 * Money that is more, less, other, later or elsewhere than was asked for, at both gateways: what the
 * session and its payments are called, and which events the shop reads, in order.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord, ShopEvent } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { OTTPAY_CURRENCIES: "CAD,USD" } });
});
after(() => running.stop());

interface Begun {
  readonly session: SessionRecord;
  /** What the gateway calls it. */
  readonly order: string;
}

async function begin(gateway: "ottpay" | "ottu"): Promise<Begun> {
  const session = await running.client.createSession(
    anOrder(gateway === "ottpay" ? inCanada : undefined),
  );
  const method = gateway === "ottpay" ? "ottpay:WECHATPAY" : "ottu:knet-main";
  assert.equal((await start(running, session, method)).status, 201);
  return { session, order: (await atGateway(running, session.id)).ref };
}

const told = (type: string, { id }: Pick<SessionRecord, "id">): Promise<ShopEvent> =>
  running.event((event) => event.type === type && event.data.session.id === id);

async function allTold({ id }: Pick<SessionRecord, "id">): Promise<readonly string[]> {
  const { events } = (await running.get("/v1/events?limit=500", asShop)).json as {
    events: ShopEvent[];
  };
  return events.filter(({ data }) => data.session.id === id).map(({ type }) => type);
}

/** `paid: paid, expired` */
async function standing({ id }: Pick<SessionRecord, "id">): Promise<string> {
  const { status, payments } = await running.client.getSession(id);
  return `${status}: ${payments.map((payment) => payment.status).join(", ")}`;
}

describe("money at both gateways", () => {
  it("is good news once and a duplicate once, with which payment to refund", async () => {
    const session = await running.client.createSession(
      anOrder({ amount: "10.00", currency: "USD" }),
    );
    await start(running, session, "ottpay:ALIPAY");
    const prepay = (await atGateway(running, session.id)).ref;
    await start(running, session, "ottu:cards-main-usd");
    const checkout = (await atGateway(running, session.id)).ref;
    await running.sandbox.ottpay.pay(prepay);
    await told("checkout.paid", session);
    await running.sandbox.ottu.pay(checkout);
    const event = await told("payment.duplicate", session);
    const second = event.data.session.payments.find(({ providerRef }) => providerRef === checkout);
    assert.equal(event.data.payment, second?.id);
    assert.deepEqual(event.data.details, { evidence: "query" });
    assert.equal(await standing(session), "paid: paid, paid");
    assert.deepEqual(await allTold(session), ["checkout.paid", "payment.duplicate"]);
  });
});

describe("money at OTT Pay", () => {
  for (const [what, payment, reason] of [
    ["too little", { amount: "1998" }, "amount_short"],
    ["in another currency", { currency: "USD" }, "amount_currency"],
    ["more, and not what a stated tip explains", { amount: "2100", tip: "150" }, "amount_unclear"],
  ] as const) {
    it(`that is ${what} is for the shop to look at, and nothing more is started`, async () => {
      const { session, order } = await begin("ottpay");
      await running.sandbox.ottpay.pay(order, payment);
      const event = await told("payment.review", session);
      const { reason: why, evidence } = event.data.details ?? {};
      assert.deepEqual([why, evidence], [reason, "query"]);
      assert.equal(await standing(session), "review: review");
      const again = await start(running, session, "ottpay:ALIPAY");
      assert.deepEqual([again.status, again.json.error.code], [409, "order_in_review"]);
    });
  }

  it("that is more than was asked for, with no fee stated, is paid and marked", async () => {
    const { session, order } = await begin("ottpay");
    await running.sandbox.ottpay.pay(order, { amount: "2100" });
    const event = await told("checkout.paid", session);
    const [payment] = event.data.session.payments;
    assert.deepEqual([payment?.discrepancy, payment?.amount], ["over", "21.00"]);
  });

  it("that comes after the order was closed pays it", async () => {
    const { session, order } = await begin("ottpay");
    running.sandbox.ottpay.close(order);
    await fetch((await atGateway(running, session.id)).redirectUrl, { redirect: "manual" });
    assert.equal(await standing(session), "open: expired");
    await running.sandbox.ottpay.pay(order);
    await told("checkout.paid", session);
    assert.equal(await standing(session), "paid: paid");
  });

  it("that comes under another number on a paid order is told as a second payment", async () => {
    const { session, order } = await begin("ottpay");
    await running.sandbox.ottpay.pay(order);
    await told("checkout.paid", session);
    await running.sandbox.ottpay.pay(order, { transactionId: "20991231235959000002" });
    const event = await told("payment.duplicate", session);
    assert.equal(event.data.details?.["transactionRef"], "20991231235959000002");
    assert.deepEqual(await allTold(session), ["checkout.paid", "payment.duplicate"]);
  });
});

describe("money at Ottu", () => {
  for (const [what, payment, reason] of [
    ["too little", { amount: "12.700" }, "amount_short"],
    ["in another currency", { amount: "12.75", currency: "USD" }, "amount_currency"],
    ["not all of it", { remaining: "0.750" }, "amount_short"],
  ] as const) {
    it(`that is ${what} is for the shop to look at, and nothing more is started`, async () => {
      const { session, order } = await begin("ottu");
      await running.sandbox.ottu.pay(order, payment);
      const event = await told("payment.review", session);
      const { reason: why, evidence } = event.data.details ?? {};
      assert.deepEqual([why, evidence], [reason, "query"]);
      assert.equal(await standing(session), "review: review");
      const again = await start(running, session, "ottu:knet-main");
      assert.deepEqual([again.status, again.json.error.code], [409, "order_in_review"]);
    });
  }

  for (const state of ["expired", "failed", "canceled"] as const) {
    it(`that comes after the order was ${state} pays it`, async () => {
      const { session, order } = await begin("ottu");
      await running.sandbox.ottu.pay(order, { state });
      await fetch((await atGateway(running, session.id)).redirectUrl, { redirect: "manual" });
      assert.equal(await standing(session), `open: ${state}`);
      await running.sandbox.ottu.pay(order);
      await told("checkout.paid", session);
      assert.equal(await standing(session), "paid: paid");
    });
  }

  it("that comes under another reference on a paid order is told as a second payment", async () => {
    const { session, order } = await begin("ottu");
    await running.sandbox.ottu.pay(order);
    await told("checkout.paid", session);
    await running.sandbox.ottu.pay(order, { reference: "shop7QK3" });
    const event = await told("payment.duplicate", session);
    assert.equal(event.data.details?.["transactionRef"], "shop7QK3");
    assert.deepEqual(await allTold(session), ["checkout.paid", "payment.duplicate"]);
  });

  it("that was given back in the panel is told as refunded, once, and the session stays paid", async () => {
    const { session, order } = await begin("ottu");
    await running.sandbox.ottu.pay(order);
    await told("checkout.paid", session);
    running.sandbox.ottu.operate(order, "refund");
    for (let times = 0; times < 2; times += 1) {
      await running.sandbox.ottu.notify(order, {
        fields: { state: "refunded", result: "success" },
      });
    }
    const event = await told("payment.refunded", session);
    assert.deepEqual(event.data.details, { evidence: "query" });
    const [payment] = (await running.client.getSession(session.id)).payments;
    assert.deepEqual([payment?.status, payment?.reason], ["paid", "refunded"]);
    assert.deepEqual(await allTold(session), ["checkout.paid", "payment.refunded"]);
  });
});
