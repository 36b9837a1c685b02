/** The bank's references, from what the gateways send to what the shop reads. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sessionRecord, type SessionRecord } from "../../../contract/contract.ts";
import { asForm, begin, disclosure, runLegacy } from "../../support/legacy-ottu.ts";
import { anOrder, inCanada, start, type RunningProxy } from "../../support/running-proxy.ts";
import { payByCard, runCardProxy } from "../../support/sealed-cards.ts";

const knet = {
  result: "CAPTURED",
  postdate: "0205",
  ref: "603418000123",
  trackid: "1770230112345",
  tranid: "603418123456789",
  udf1: "Noor Al-Sabah",
  udf5: "noor@shop.example",
  responsecode: "00",
  paymentid: "100202603412345678",
  auth: "B52041",
};
const { udf1: _1, udf5: _2, ...kept } = knet;

async function paidEvent(running: RunningProxy, { id }: SessionRecord) {
  const told = await running.event(
    ({ type, data }) => type === "checkout.paid" && data.session.id === id,
  );
  return told.data.session.payments[0];
}

async function paymentOf(running: RunningProxy, { id }: SessionRecord) {
  const record = await running.client.getSession(id);
  sessionRecord.parse(record);
  return record.payments[0];
}

describe("what banks call a payment", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runCardProxy();
  });
  after(() => running.stop());

  it("is told of a webhook, in the event and in the record, and not to the shopper", async () => {
    const session = await running.client.createSession(anOrder());
    await start(running, session, "ottu:knet-main");
    const started = await paymentOf(running, session);
    assert.ok(started !== undefined && !("references" in started), "absent when none");
    const { sessionId } = running.sandbox.ottu.orders().at(-1) ?? { sessionId: "" };
    await running.sandbox.ottu.pay(sessionId, { webhook: "never" });
    const fields = { gateway_response: knet };
    assert.equal(await running.sandbox.ottu.notify(sessionId, { fields }), 200);
    assert.deepEqual((await paidEvent(running, session))?.references, kept);
    assert.deepEqual((await paymentOf(running, session))?.references, kept);
    const seen = (await running.get(`/v1/checkout/${session.id}`)).text;
    const logged = running.log.join("\n");
    for (const value of [kept.ref, kept.paymentid, kept.auth]) assert.ok(!seen.includes(value));
    for (const value of [knet.udf1, knet.udf5]) assert.ok(!logged.includes(value));
  });

  it("is told of OTT Pay's call-back and query together", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    await start(running, session, "ottpay:ALIPAY");
    const number = (await paymentOf(running, session))?.orderNumber ?? "";
    await running.sandbox.ottpay.pay(number, { callback: "now" });
    const { payment } =
      running.sandbox.ottpay.orders().find((one) => one.prepayOrderId === number) ?? {};
    assert.deepEqual((await paidEvent(running, session))?.references, {
      order_id: payment?.orderId,
      bizpay_order_id: payment?.bizpayOrderId,
    });
  });

  it("is told of a card", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    await payByCard(running, session);
    const { references, transactionRef } = (await paidEvent(running, session)) ?? {};
    assert.equal(references?.["bizpay_order_id"], transactionRef);
    assert.deepEqual(Object.keys(references ?? {}), ["bizpay_order_id", "trackorderId"]);
  });
});

describe("what banks call a payment of Ottu's older API", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runLegacy("pos", { env: { OTTU_POS_TRUST: "path" } });
  });
  after(() => running.stop());

  for (const encoding of ["json", "form"] as const) {
    it(`is told of a disclosure without a signature, ${encoding}`, async () => {
      const one = await begin(running);
      const fields = disclosure(one);
      const answer =
        encoding === "json"
          ? await running.post(one.notifyPath, { ...fields, gateway_response: knet })
          : await running.post(
              one.notifyPath,
              ...asForm({ ...fields, gateway_response: JSON.stringify(knet) }),
            );
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual((await paidEvent(running, one.session))?.references, kept);
    });
  }
});
