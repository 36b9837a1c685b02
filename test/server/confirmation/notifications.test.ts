/** What does not make anything paid: everything but the gateway's own answer to our question. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  start,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { sealFields } from "../providers/ottpay/independent-seal.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

interface Begun {
  readonly session: SessionRecord;
  readonly order: string;
  readonly notifyPath: string;
  readonly returnUrl: string;
}

async function begin(gateway: "ottpay" | "ottu"): Promise<Begun> {
  const session = await running.client.createSession(anOrder(gateway === "ottpay" ? inCanada : {}));
  const started = await start(
    running,
    session,
    gateway === "ottpay" ? "ottpay:ALIPAY" : "ottu:knet-main",
  );
  assert.equal(started.status, 201, started.text);
  const { ref, notifyUrl, redirectUrl } = await atGateway(running, session.id);
  return { session, order: ref, notifyPath: new URL(notifyUrl).pathname, returnUrl: redirectUrl };
}

function callBack(
  begun: Begun,
  change: Record<string, string> = {},
  key = running.sandbox.ottpay.signKey,
): object {
  const fields = {
    order_id: "20261121000001",
    bizpay_order_id: "AL0000000000000002",
    amount: "1999",
    sale_num: begun.order,
    finish_time: "20261121100000",
    merchant_id: running.sandbox.ottpay.merchantId,
    ...change,
  };
  return {
    rsp_code: "SUCCESS",
    rsp_msg: "success",
    merchant_id: running.sandbox.ottpay.merchantId,
    ...sealFields(fields, key),
  };
}

/** A webhook signed by scheme V1, with only the fields that scheme needs. */
async function webhook(
  begun: Begun,
  change: Record<string, string> = {},
  key = running.sandbox.ottu.webhookKey,
): Promise<object> {
  const [payment] = (await running.client.getSession(begun.session.id)).payments;
  const fields: Record<string, string> = {
    amount: "12.750",
    currency_code: "KWD",
    gateway_account: "knet-main",
    gateway_name: "kpay",
    order_no: payment?.orderNumber ?? "",
    reference_number: "ref-1",
    result: "success",
    state: "paid",
    ...change,
  };
  const message = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name])
    .join("");
  const signature = createHmac("sha256", key).update(message).digest("hex");
  return { ...fields, session_id: begun.order, signature };
}

async function assertUnpaid(begun: Begun): Promise<void> {
  // The return address asks the gateway and settles whatever it says before it answers.
  await fetch(begun.returnUrl, { redirect: "manual" });
  const session = await running.client.getSession(begun.session.id);
  assert.equal(session.status, "pending");
  assert.deepEqual(
    session.payments.map((payment) => payment.status),
    ["pending"],
  );
}

const notify = (begun: Begun, body: object): Promise<Answer> =>
  running.post(begun.notifyPath, body);

describe("POST /v1/notifications/ottpay/:notifyToken", () => {
  it("answers SUCCESS to a genuine but early call-back, asks, and leaves the payment open", async () => {
    const begun = await begin("ottpay");
    const before = running.sandbox.ottpay.calls("PREPAY_QUERY");
    const answer = await notify(begun, callBack(begun));
    assert.deepEqual([answer.status, answer.text], [200, "SUCCESS"]);
    await assertUnpaid(begun);
    assert.ok(running.sandbox.ottpay.calls("PREPAY_QUERY") > before);
  });

  it("takes a replayed call-back of a paid order without telling the shop twice", async () => {
    const begun = await begin("ottpay");
    await running.sandbox.ottpay.pay(begun.order, { callback: "now" });
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === begun.session.id,
    );
    const body = callBack(begun, {
      order_id:
        (await running.client.getSession(begun.session.id)).payments[0]?.transactionRef ?? "",
    });
    for (let replay = 0; replay < 3; replay += 1)
      assert.equal((await notify(begun, body)).status, 200);
    const session = await running.client.getSession(begun.session.id);
    assert.equal(session.status, "paid");
    assert.equal(
      running.events.filter((event) => event.data.session.id === begun.session.id).length,
      1,
    );
  });

  it("stores a call-back replayed to another payment's address as unmatched, and pays nothing", async () => {
    const paid = await begin("ottpay");
    await running.sandbox.ottpay.pay(paid.order, { callback: "never" });
    const other = await begin("ottpay");
    assert.equal((await notify(other, callBack(paid))).status, 200);
    await running.event(
      (event) => event.type === "payment.unmatched" && event.data.session.id === other.session.id,
    );
    await assertUnpaid(other);
  });

  for (const [why, make] of [
    ["sealed with another key", (begun: Begun) => callBack(begun, {}, "0000000000000000")],
    ["with an altered md5", (begun: Begun) => ({ ...callBack(begun), md5: "0".repeat(32) })],
    [
      "with altered data",
      (begun: Begun) => ({
        ...callBack(begun),
        data: Buffer.from("x".repeat(32)).toString("base64"),
      }),
    ],
    ["without a seal", () => ({ rsp_code: "SUCCESS", trade_status: "Trade_Finished" })],
    ["of another merchant", (begun: Begun) => callBack(begun, { merchant_id: "ON00000000" })],
  ] as const) {
    it(`answers 401 to a call-back ${why}, and changes nothing`, async () => {
      const begun = await begin("ottpay");
      const answer = await notify(begun, make(begun));
      assert.equal(answer.status, 401, answer.text);
      assert.equal(answer.json.error.code, "notification_unverified");
      await assertUnpaid(begun);
    });
  }

  it("answers 404 to a genuine call-back at an address that is not known", async () => {
    const begun = await begin("ottpay");
    const answer = await running.post("/v1/notifications/ottpay/not-a-token", callBack(begun));
    assert.equal(answer.status, 404);
    const crossed = await running.post(
      begun.notifyPath.replace("/ottpay/", "/ottu/"),
      callBack(begun),
    );
    assert.equal(crossed.status, 404);
  });
});

describe("POST /v1/notifications/ottu/:notifyToken", () => {
  it("answers 200 to a genuine but early webhook and leaves the payment open", async () => {
    const begun = await begin("ottu");
    assert.equal((await notify(begun, await webhook(begun))).status, 200);
    await assertUnpaid(begun);
  });

  it("believes the gateway, not a signed webhook that names another amount", async () => {
    const begun = await begin("ottu");
    assert.equal((await notify(begun, await webhook(begun, { amount: "0.001" }))).status, 200);
    await assertUnpaid(begun);
    await running.sandbox.ottu.pay(begun.order, { webhook: "never" });
    assert.equal(
      (await notify(begun, await webhook(begun, { amount: "0.001", reference_number: "ref-2" })))
        .status,
      200,
    );
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === begun.session.id,
    );
  });

  it("puts an order that was paid short into review, announces it, and lets only the shop decide", async () => {
    const begun = await begin("ottu");
    await running.sandbox.ottu.pay(begun.order, { webhook: "now", amount: "12.000" });
    const event = await running.event(
      (one) => one.type === "payment.review" && one.data.session.id === begun.session.id,
    );
    assert.equal(event.data.session.status, "review");
    assert.equal(
      (await start(running, begun.session, "ottu:knet-main")).json.error.code,
      "order_in_review",
    );
    await assert.rejects(
      running.client.createSession(anOrder({ orderRef: begun.session.orderRef })),
      { code: "order_in_review" },
    );
    const resolved = await running.post(
      `/v1/sessions/${begun.session.id}/resolve`,
      { payment: event.data.payment, as: "paid", note: "the rest came by transfer" },
      { authorization: "Bearer test-api-key-0123456789abcdef" },
    );
    assert.equal(resolved.json.status, "paid");
    await running.event(
      (one) => one.type === "checkout.paid" && one.data.session.id === begun.session.id,
    );
  });

  for (const [why, make] of [
    ["signed with another key", (begun: Begun) => webhook(begun, {}, "another-key")],
    [
      "altered after signing",
      async (begun: Begun) => ({ ...(await webhook(begun)), amount: "12.751" }),
    ],
    [
      "without a signature",
      async (begun: Begun) => ({ ...(await webhook(begun)), signature: undefined }),
    ],
  ] as const) {
    it(`answers 401 to a webhook ${why}, and changes nothing`, async () => {
      const begun = await begin("ottu");
      assert.equal((await notify(begun, await make(begun))).status, 401);
      await assertUnpaid(begun);
    });
  }

  it("stores a webhook about another order as unmatched, without asking", async () => {
    const begun = await begin("ottu");
    assert.equal(
      (await notify(begun, await webhook(begun, { order_no: "W-0-OTHER" }))).status,
      200,
    );
    await running.event(
      (event) => event.type === "payment.unmatched" && event.data.session.id === begun.session.id,
    );
    const [payment] = (await running.client.getSession(begun.session.id)).payments;
    const asked = running.sandbox.journal
      .entries()
      .filter((entry) => entry.call === "pymt-txn:read" && entry.orderId === payment?.orderNumber);
    assert.deepEqual(asked, []);
    await assertUnpaid(begun);
  });
});

describe("GET /v1/return/:returnToken", () => {
  for (const [gateway, forged] of [
    ["ottpay", "?total_fee=1999&trade_no=1&out_trade_no=2&trade_status=Trade_Finished"],
    ["ottu", "?order_no=W-1&reference_number=r&session_id=s&result=success&state=paid"],
  ] as const) {
    it(`does not believe a forged query from ${gateway}`, async () => {
      const begun = await begin(gateway);
      const response = await fetch(begun.returnUrl + forged, { redirect: "manual" });
      assert.equal(response.status, 303);
      assert.equal(
        new URL(response.headers.get("location") ?? "").search,
        `?session=${begun.session.id}`,
      );
      await assertUnpaid(begun);
    });
  }

  it("asks the gateway at most once in two seconds for one payment", async () => {
    const begun = await begin("ottu");
    const before = running.sandbox.ottu.calls("pymt-txn:read");
    await Promise.all(
      Array.from({ length: 20 }, () => fetch(begun.returnUrl, { redirect: "manual" })),
    );
    assert.equal(running.sandbox.ottu.calls("pymt-txn:read") - before, 1);
  });
});
