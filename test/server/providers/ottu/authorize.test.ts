/** Money that is reserved and taken later: `operation: authorize`, from the list to the capture. */
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { after, afterEach, before, describe, it } from "node:test";
import type { SessionRecord, ShopEvent } from "../../../../contract/contract.ts";
import type { ShopEventType } from "../../../../contract/vocabulary.ts";
import {
  anOrder,
  asShop,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
afterEach(() => running.sandbox.ottu.setOperationShow("state"));
after(() => running.stop());

const order = () =>
  anOrder({ amount: "12.00", currency: "SAR", filter: { operation: "authorize" } });
const hold = "ottu:cards-sar-hold";

async function reserve(
  at: RunningProxy,
): Promise<{ session: SessionRecord; ref: string; request: ReturnType<typeof order> }> {
  const request = order();
  const session = await at.client.createSession(request);
  const started = await start(at, session, hold);
  assert.equal(started.status, 201, started.text);
  const { ref } = await atGateway(at, session.id);
  await at.sandbox.ottu.pay(ref, { state: "authorized" });
  return { session, ref, request };
}

function told(at: RunningProxy, session: SessionRecord, type: ShopEventType): Promise<ShopEvent> {
  return at.event((event) => event.type === type && event.data.session.id === session.id);
}

describe("a session that asks to authorize", () => {
  it("offers what can do that, and neither purchases nor OTT Pay's methods", async () => {
    const session = await running.client.createSession(order());
    const { methods } = (await running.get(`/v1/checkout/${session.id}`)).json;
    assert.deepEqual(
      (methods as { id: string }[]).map(({ id }) => id),
      [hold],
    );
    const refused = await start(running, session, "ottu:mada");
    assert.equal(refused.json.error.code, "method_unavailable");
  });

  it("ends as authorized, with its event, on the gateway's own word", async () => {
    const { session } = await reserve(running);
    const { data } = await told(running, session, "checkout.authorized");
    assert.equal(data.session.status, "authorized");
    const [payment] = data.session.payments;
    assert.deepEqual(
      [payment?.status, payment?.evidence, payment?.reason, payment?.amount, payment?.method],
      ["authorized", "query", null, "12.00", hold],
    );
    assert.ok(payment?.transactionRef);
  });

  it("takes no other money while it is authorized", async () => {
    const { session, request } = await reserve(running);
    await told(running, session, "checkout.authorized");
    const again = await start(running, session, hold);
    assert.deepEqual([again.status, again.json.error.code], [409, "already_paid"]);
    const another = await running.post("/v1/sessions", request, asShop);
    assert.deepEqual([another.status, another.json.error.code], [409, "order_paid"]);
    const purchase = { ...request, filter: undefined };
    const bought = await running.post("/v1/sessions", purchase, asShop);
    assert.deepEqual([bought.status, bought.json.error.code], [409, "order_paid"]);
    const canceled = await running.post(`/v1/sessions/${session.id}/cancel`, {}, asShop);
    assert.deepEqual([canceled.status, canceled.json.error.code], [409, "already_paid"]);
    const { receipt, ...view } = (await running.get(`/v1/checkout/${session.id}`)).json;
    assert.equal(receipt.order, session.orderRef);
    assert.equal(receipt.method, "Credit card (reserve)");
    assert.deepEqual(view, {
      id: session.id,
      status: "authorized",
      amount: "12.00",
      currency: "SAR",
      methods: [],
    });
  });
});

for (const show of ["state", "transactions"] as const) {
  describe(`what was reserved, where Ottu shows operations in the ${show}`, () => {
    it("is paid once it was captured", async () => {
      running.sandbox.ottu.setOperationShow(show);
      const { session, ref } = await reserve(running);
      await told(running, session, "checkout.authorized");
      running.sandbox.ottu.operate(ref, "capture");
      await running.sandbox.ottu.notify(ref);
      const { data } = await told(running, session, "checkout.paid");
      assert.equal(data.session.status, "paid");
      assert.equal(data.session.payments[0]?.evidence, "query");
      const types = running.events
        .filter((event) => event.data.session.id === session.id)
        .map(({ type }) => type);
      assert.deepEqual(types, ["checkout.authorized", "checkout.paid"]);
    });

    it("is for the shop to judge where only a part was captured", async () => {
      running.sandbox.ottu.setOperationShow(show);
      const { session, ref } = await reserve(running);
      await told(running, session, "checkout.authorized");
      running.sandbox.ottu.operate(ref, "capture", "10.00");
      await running.sandbox.ottu.notify(ref);
      const { data } = await told(running, session, "payment.review");
      assert.deepEqual(
        [data.details?.["reason"], data.details?.["gatewayRemaining"]],
        ["amount_short", "2.00"],
      );
    });

    it("is canceled once it was voided", async () => {
      running.sandbox.ottu.setOperationShow(show);
      const { session, ref } = await reserve(running);
      await told(running, session, "checkout.authorized");
      running.sandbox.ottu.operate(ref, "void");
      await running.sandbox.ottu.notify(ref, { fields: { state: "canceled", result: "canceled" } });
      const { data } = await told(running, session, "payment.failed");
      assert.equal(data.session.payments[0]?.status, "canceled");
      assert.equal(data.details?.["reason"], "canceled");
    });
  });
}

it("a claim that it was captured is worth a question, and no more", async () => {
  const { session, ref } = await reserve(running);
  await told(running, session, "checkout.authorized");
  const asked = running.sandbox.ottu.calls("pymt-txn:read");
  await running.sandbox.ottu.notify(ref);
  while (running.sandbox.ottu.calls("pymt-txn:read") === asked) await turn();
  const record = await running.client.getSession(session.id);
  assert.equal(record.status, "authorized");
});
