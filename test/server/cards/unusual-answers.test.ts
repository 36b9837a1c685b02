/**
 * What OTT Pay says of a card in words that its documents do not have, or does not say: through the
 * routes, to the end, with the simulator answering as it is told.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import type { ChangedAnswer } from "../../../demo/sandbox/index.ts";
import {
  anOrder,
  asShop,
  inCanada,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { chargesOf, payByCard, runCardProxy } from "../../support/sealed-cards.ts";

const undecided = "4000000000000259";
const actions = ["CC_PURCHASE", "CC_PREAUTH", "CC_QUERYPAY", "PREPAY_QUERY"] as const;

function aSession(running: RunningProxy): Promise<SessionRecord> {
  return running.client.createSession(anOrder(inCanada));
}

function answerWith({ sandbox }: RunningProxy, change: ChangedAnswer): void {
  for (const action of actions) sandbox.ottpay.setAnswer(action, change);
}

async function lastPayment(running: RunningProxy, { id }: SessionRecord) {
  const payment = (await running.client.getSession(id)).payments.at(-1);
  assert.ok(payment !== undefined);
  return payment;
}

for (const [card, operation, success] of [
  ["purchase", "purchase", "paid"],
  ["preauth", "authorize", "authorized"],
] as const) {
  describe(`a card with OTTPAY_CARD=${card}`, () => {
    let running: RunningProxy;
    before(async () => {
      running = await runCardProxy({ env: { OTTPAY_CARD: card } });
    });
    after(() => running.stop());
    afterEach(() => answerWith(running, {}));

    for (const code of ["00", "0", "APPROVED", "成功"]) {
      it(`is ${success} beside the code ${code}, inside the seal and outside`, async () => {
        for (const change of [{ fields: { rspCode: code } }, { resultCode: code }]) {
          answerWith(running, change);
          const answer = await payByCard(running, await aSession(running));
          assert.equal(answer.json.status, success, answer.text);
        }
      });
    }

    it("is not known beside a code that says it failed", async () => {
      answerWith(running, { fields: { rspCode: "SYSTEM_ERROR" } });
      const session = await aSession(running);
      const answer = await payByCard(running, session);
      assert.equal(answer.json.status, "pending", answer.text);
      answerWith(running, {});
      const type = `checkout.${success}`;
      await running.event((event) => event.type === type && event.data.session.id === session.id);
    });

    it("is for the shop to look at where nothing says how it stands", async () => {
      answerWith(running, { fields: { order_status: null } });
      const session = await running.client.createSession(
        anOrder({ ...inCanada, filter: { operation } }),
      );
      const answer = await payByCard(running, session);
      assert.deepEqual([answer.json.status, answer.json.reason], ["review", "status_missing"]);
      const told = await running.event(
        ({ type, data }) => type === "payment.review" && data.session.id === session.id,
      );
      assert.equal(told.data.details?.["reason"], "status_missing");
      assert.equal(told.data.details["evidence"], "response");
      const payment = await lastPayment(running, session);
      assert.equal(payment.evidence, null);
      assert.equal(payment.transactionRef, (await chargesOf(running, session))[0]?.bizpayOrderId);
      assert.equal((await running.client.getSession(session.id)).status, "review");
      const again = await payByCard(running, session);
      assert.equal(again.json.error.code, "order_in_review", again.text);
      const resolved = await running.post(
        `/v1/sessions/${session.id}/resolve`,
        { payment: payment.id, as: "paid", note: "seen in the panel" },
        asShop,
      );
      assert.equal(resolved.json.status, "paid", resolved.text);
    });

    it("is for the shop to look at where the question alone succeeded", async () => {
      const session = await aSession(running);
      running.sandbox.ottpay.setAnswer("CC_QUERYPAY", { fields: { order_status: null } });
      const answer = await payByCard(running, session, { card: { number: undecided } });
      assert.equal(answer.json.status, "pending", answer.text);
      const told = await running.event(
        ({ type, data }) => type === "payment.review" && data.session.id === session.id,
      );
      assert.deepEqual(told.data.details?.["reason"], "status_missing");
      assert.equal(told.data.details["evidence"], "query");
    });
  });
}

describe("a wallet", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runCardProxy();
  });
  after(() => running.stop());
  afterEach(() => answerWith(running, {}));

  it("is paid beside a code that no list has, in the answer and in the call-back", async () => {
    for (const change of [{ fields: { rspCode: "00" } }, { resultCode: "APPROVED" }]) {
      answerWith(running, change);
      const session = await aSession(running);
      await start(running, session, "ottpay:ALIPAY");
      const { orderNumber } = await lastPayment(running, session);
      await running.sandbox.ottpay.pay(orderNumber, { callback: "never" });
      const notice = { resultCode: "00", fields: { order_status: "success" } };
      assert.equal(await running.sandbox.ottpay.notify(orderNumber, notice), 200);
      await running.event(
        ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
      );
      const { history } = await lastPayment(running, session);
      const notified = history.find(({ fact }) => fact === "notified");
      assert.equal(notified?.data["state"], "paid");
    }
  });
});
