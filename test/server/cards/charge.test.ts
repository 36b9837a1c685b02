/** Cards, through the routes, with OTT Pay's simulator behind them. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { chargedPayment } from "../../../contract/contract.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import {
  chargesOf,
  mastercard,
  payByCard,
  postCard,
  runCardProxy,
  sealCard,
} from "../../support/sealed-cards.ts";

const declined = "4000000000000002";
const failing = "4000000000000119";
const withFee = "4000000000000077";
const slow = "4000000000000341";
const undecided = "4000000000000259";

let running: RunningProxy;
before(async () => {
  running = await runCardProxy();
});
after(() => running.stop());

function aSession(): Promise<SessionRecord> {
  return running.client.createSession(anOrder(inCanada));
}

async function lastPayment({ id }: { id: string }) {
  const payment = (await running.client.getSession(id)).payments.at(-1);
  assert.ok(payment !== undefined);
  return payment;
}

describe("POST /v1/checkout/:id/payments with a card", () => {
  it("charges it once and says paid, with the charge's own answer as evidence", async () => {
    const session = await aSession();
    const answer = await payByCard(running, session);
    assert.equal(answer.status, 201, answer.text);
    const charged = chargedPayment.strict().parse(answer.json);
    assert.equal(charged.status, "paid");
    assert.deepEqual([charged.amount, charged.currency, charged.fee], ["19.99", "CAD", "0.00"]);
    const payment = await lastPayment(session);
    assert.equal(payment.evidence, "response");
    assert.equal(payment.method, "ottpay:CARD");
    const [charge, ...more] = await chargesOf(running, session);
    assert.equal(more.length, 0);
    assert.equal(charge?.amount, "1999");
    assert.equal(payment.transactionRef, charge?.bizpayOrderId);
    const told = await running.event(
      ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
    );
    assert.deepEqual(told.data.details, { evidence: "response" });
  });

  it("says declined, tells the shop, and another card of the session is paid", async () => {
    const session = await aSession();
    const first = await payByCard(running, session, { card: { number: declined } });
    assert.equal(first.status, 201, first.text);
    assert.deepEqual([first.json.status, first.json.reason], ["failed", "declined"]);
    const view = await running.get(`/v1/checkout/${session.id}`);
    assert.deepEqual(view.json.last, { method: "ottpay:CARD", status: "failed" });
    assert.equal(view.json.status, "open");
    await running.event(
      ({ type, data }) => type === "payment.failed" && data.session.id === session.id,
    );
    const second = await payByCard(running, session, { card: { number: mastercard } });
    assert.equal(second.json.status, "paid", second.text);
    assert.notEqual(second.json.paymentId, first.json.paymentId);
    assert.deepEqual(
      (await chargesOf(running, session)).map(({ brand, last4 }) => `${brand} ${last4}`),
      ["VISA 0002", "MC 4444"],
    );
  });

  it("says what was charged where a convenience fee came on top", async () => {
    const session = await aSession();
    const answer = await payByCard(running, session, { card: { number: withFee } });
    assert.deepEqual(
      [answer.json.status, answer.json.amount, answer.json.fee],
      ["paid", "20.49", "0.50"],
    );
    assert.equal((await lastPayment(session)).discrepancy, null);
  });

  it("puts less than was asked for into review", async () => {
    const session = await aSession();
    running.sandbox.ottpay.setCards({ taken: "1" });
    const answer = await payByCard(running, session);
    running.sandbox.ottpay.setCards({});
    assert.equal(answer.json.status, "review", answer.text);
  });

  for (const [what, number, via] of [
    ["is approved later", slow, "paid"],
    ["ended in an error", failing, "failed"],
  ] as const) {
    it(`says pending for a charge that ${what}, and finds out by asking`, async () => {
      const session = await aSession();
      const answer = await payByCard(running, session, { card: { number } });
      assert.equal(answer.status, 201);
      assert.equal(answer.json.status, "pending");
      await running.event(
        ({ type, data }) =>
          type === (via === "paid" ? "checkout.paid" : "payment.failed") &&
          data.session.id === session.id,
      );
      const payment = await lastPayment(session);
      assert.equal(payment.status, via);
      assert.equal(payment.evidence, via === "paid" ? "query" : null);
      assert.equal((await chargesOf(running, session)).length, 1);
    });
  }

  it("answers the same sealed card twice, and ten times at once, with one charge", async () => {
    const session = await aSession();
    const sealed = await sealCard(running, session.id);
    running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "slow", ms: 300 }, 1);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => postCard(running, session.id, sealed)),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    const later = await postCard(running, session.id, sealed);
    assert.equal(new Set([...answers, later].map(({ text }) => text)).size, 1);
    assert.equal(later.json.status, "paid");
    assert.equal((await chargesOf(running, session)).length, 1);
  });

  it("takes no other card while one is unknown, and tells the first one's end", async () => {
    const session = await aSession();
    await payByCard(running, session, { card: { number: undecided } });
    const second = await payByCard(running, session);
    assert.equal(second.status, 409);
    assert.equal(second.json.error.code, "payment_processing");
    assert.equal(second.json.error.retryable, true);
    const [charge, ...more] = await chargesOf(running, session);
    assert.equal(more.length, 0);
    running.sandbox.ottpay.decideCharge(charge?.orderId ?? "", "decline");
    await running.event(
      ({ type, data }) => type === "payment.failed" && data.session.id === session.id,
    );
    const third = await payByCard(running, session);
    assert.equal(third.json.status, "paid", third.text);
  });

  it("opens no wallet while a card is unknown, and none once the card was charged", async () => {
    const session = await aSession();
    await payByCard(running, session, { card: { number: undecided } });
    const wallet = await start(running, session, "ottpay:ALIPAY");
    assert.equal(wallet.json.error.code, "payment_processing", wallet.text);
    assert.equal(wallet.json.error.retryable, true);
    const [charge] = await chargesOf(running, session);
    running.sandbox.ottpay.decideCharge(charge?.orderId ?? "", "approve");
    await running.event(
      ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
    );
    const again = await start(running, session, "ottpay:ALIPAY");
    assert.equal(again.json.error.code, "already_paid", again.text);
  });

  it("charges a card after a wallet was opened, unless the wallet was paid", async () => {
    const free = await aSession();
    assert.equal((await start(running, free, "ottpay:WECHATPAY")).status, 201);
    assert.equal((await payByCard(running, free)).json.status, "paid");

    const paid = await aSession();
    assert.equal((await start(running, paid, "ottpay:WECHATPAY")).status, 201);
    const order = await atGateway(running, paid.id);
    await running.sandbox.ottpay.pay(order.ref, { callback: "never" });
    const refused = await payByCard(running, paid);
    assert.equal(refused.json.error.code, "already_paid", refused.text);
    assert.deepEqual(await chargesOf(running, paid), []);
  });

  it("tells whose money came too late when the shop canceled meanwhile", async () => {
    const session = await aSession();
    running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "slow", ms: 500 }, 1);
    const calls = running.sandbox.ottpay.calls("CC_PURCHASE");
    const paying = payByCard(running, session);
    while (running.sandbox.ottpay.calls("CC_PURCHASE") === calls) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await running.client.cancelSession(session.id);
    assert.equal((await paying).json.status, "paid");
    await running.event(
      ({ type, data }) => type === "payment.late" && data.session.id === session.id,
    );
  });

  for (const [what, body, code, field] of [
    ["without the card", { method: "ottpay:CARD" }, "invalid_request", "card"],
    ["with a method that takes none", { method: "ottpay:ALIPAY" }, "invalid_request", "card"],
    ["with a method that is not there", { method: "ottpay:NOPE" }, "method_unavailable", "method"],
  ] as const) {
    it(`refuses a start ${what}`, async () => {
      const session = await aSession();
      const card = body.method === "ottpay:CARD" ? undefined : await sealCard(running, session.id);
      const answer = await running.post(`/v1/checkout/${session.id}/payments`, { ...body, card });
      assert.deepEqual([answer.json.error.code, answer.json.error.field], [code, field]);
      assert.deepEqual((await running.client.getSession(session.id)).payments, []);
    });
  }
});
