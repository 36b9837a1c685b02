/** One order of the shop, one session that can be paid: asked for again, paid, edited, canceled. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
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

describe("an unfinished session of which the card is to be kept", () => {
  const kept = {
    customer: { id: "c-88", email: "noor@shop.example" },
    paymentType: "auto_debit",
    agreement: { id: "A-1", total_cycles: 12, seller: { name: "Otter", city: "Kuwait" } },
  } as const;

  it("answers the same terms, in whatever order their names come", async () => {
    const order = anOrder(kept);
    const first = await running.client.createSession(order);
    const agreement = { seller: { city: "Kuwait", name: "Otter" }, total_cycles: 12, id: "A-1" };
    const again = await running.client.createSession({ ...order, agreement });
    assert.equal(again.id, first.id);
  });

  for (const [what, change] of [
    ["another agreement", { agreement: { ...kept.agreement, total_cycles: 24 } }],
    ["more of the agreement", { agreement: { ...kept.agreement, frequency: "monthly" } }],
    ["less of the agreement", { agreement: { id: "A-1", total_cycles: 12 } }],
    ["another customer", { customer: { ...kept.customer, id: "c-89" } }],
    ["no card to be kept", { paymentType: undefined, agreement: undefined }],
    ["to be told", { notifyCustomer: ["email" as const] }],
    ["to reserve the money", { filter: { operation: "authorize" as const } }],
  ] as const) {
    it(`gives way to a request for ${what}`, async () => {
      const order = anOrder(kept);
      const old = await running.client.createSession(order);
      const next = await running.client.createSession({ ...order, ...change });
      assert.notEqual(next.id, old.id);
      assert.equal((await running.client.getSession(old.id)).status, "canceled");
    });
  }
});

describe("an unfinished session of which no card is kept", () => {
  it("answers a request that tells of another customer", async () => {
    const order = anOrder({ customer: { id: "c-88" } });
    const first = await running.client.createSession(order);
    const again = await running.client.createSession({ ...order, customer: { id: "c-89" } });
    assert.deepEqual([again.id, again.customer?.id], [first.id, "c-89"]);
  });
});

describe("resolving", () => {
  it("refuses a payment that is not the session's, and one that is not in review", async () => {
    const { session } = await startedInKuwait();
    const [payment] = (await running.client.getSession(session.id)).payments;
    for (const [id, status, code] of [
      [`pay_${"A".repeat(32)}`, 404, "payment_not_found"],
      [payment?.id, 409, "nothing_to_resolve"],
    ] as const) {
      const decision = { payment: id, as: "paid", note: "seen at the bank" };
      const path = `/v1/sessions/${session.id}/resolve`;
      const refused = await running.post(path, decision, asShop);
      assert.deepEqual([refused.status, refused.json.error.code], [status, code], refused.text);
    }
  });
});

describe("canceling", () => {
  it("blocks starting at once, says until when a link may still be paid, and closes Ottu's order", async () => {
    const { session } = await startedInKuwait();
    const canceled = await running.client.cancelSession(session.id);
    assert.ok(canceled.stillPayableUntil != null);
    assert.equal(
      (await start(running, session, "ottu:knet-main")).json.error.code,
      "session_canceled",
    );
    await becomes("checkout.canceled", session);
    assert.equal((await atGateway(running, session.id)).state, "expired");
  });

  it("calls money that comes after it late, not good news", async () => {
    const { session, order } = await startedInCanada();
    await running.client.cancelSession(session.id);
    await running.sandbox.ottpay.pay(order, { callback: "now" });
    const event = await becomes("payment.late", session);
    assert.equal(event.data.session.status, "paid");
    assert.equal(
      running.events.some(
        (one) => one.type === "checkout.paid" && one.data.session.id === session.id,
      ),
      false,
    );
  });

  it("refuses to cancel what is paid", async () => {
    const { session, order } = await startedInCanada();
    await running.sandbox.ottpay.pay(order, { callback: "now" });
    await becomes("checkout.paid", session);
    await assert.rejects(running.client.cancelSession(session.id), {
      code: "already_paid",
      status: 409,
    });
  });
});
