/** Test never buys live goods: what a sandbox method paid is for the shop to look at. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import {
  anOrder,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let sandbox: Sandbox;
let running: RunningProxy;
before(async () => {
  sandbox = await startSandbox({ ottuType: "production" });
  running = await runProxy({ sandbox });
});
afterEach(() => sandbox.reset());
after(async () => {
  await running.stop();
  await sandbox.close();
});

/** A live installation on which somebody left a sandbox method, as Ottu's panel allows. */
function addTestMethod(code: string): void {
  const [live] = sandbox.ottu.methods("KWD");
  assert.ok(live);
  sandbox.ottu.setMethods([...sandbox.ottu.methods(), { ...live, code, is_sandbox: true }]);
}

async function begin() {
  const session = await running.client.createSession(anOrder());
  assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
  return { session, order: (await atGateway(running, session.id)).ref };
}

const reviewOf = (id: string) =>
  running.event((event) => event.type === "payment.review" && event.data.session.id === id);

describe("a sandbox method on a production proxy", () => {
  it("is neither listed nor startable", async () => {
    addTestMethod("knet-test");
    const session = await running.client.createSession(anOrder());
    const { json } = await running.get(`/v1/checkout/${session.id}`);
    const ids = (json as { methods: { id: string }[] }).methods.map(({ id }) => id);
    assert.ok(ids.includes("ottu:knet-main"));
    assert.ok(!ids.includes("ottu:knet-test"));
    const refused = await start(running, session, "ottu:knet-test");
    assert.deepEqual([refused.status, refused.json.error.code], [409, "method_unavailable"]);
  });

  for (const state of ["paid", "authorized", "cod"] as const) {
    it(`puts an order into review that was ${state} by it, and says why`, async () => {
      addTestMethod("knet-test");
      const { session, order } = await begin();
      await sandbox.ottu.pay(order, { code: "knet-test", state });
      const event = await reviewOf(session.id);
      assert.equal(event.data.details?.["reason"], "test_method");
      assert.equal(event.data.details["code"], "knet-test");
      const after = await running.client.getSession(session.id);
      assert.equal(after.status, "review");
      assert.deepEqual(
        after.payments.map(({ status, reason }) => [status, reason]),
        [["review", "test_method"]],
      );
    });
  }

  it("is recognised by a proxy that was restarted since and has seen no list", async () => {
    const { session, order } = await begin();
    await running.restart();
    addTestMethod("knet-test");
    await sandbox.ottu.pay(order, { code: "knet-test" });
    assert.equal((await reviewOf(session.id)).data.details?.["reason"], "test_method");
  });

  it("is recognised when the sandbox list cannot be had at first", async () => {
    addTestMethod("knet-test");
    const { session, order } = await begin();
    sandbox.behave("ottu", "payment-methods", { do: "status", status: 503 }, 2);
    await sandbox.ottu.pay(order, { code: "knet-test" });
    assert.equal((await reviewOf(session.id)).data.details?.["reason"], "test_method");
  });

  it("is delivered only when the shop says so", async () => {
    addTestMethod("knet-test");
    const { session, order } = await begin();
    await sandbox.ottu.pay(order, { code: "knet-test" });
    await reviewOf(session.id);
    await assert.rejects(running.client.assertPaid(session.id, session), { code: "not_paid" });
    await assert.rejects(running.client.createSession(anOrder({ orderRef: session.orderRef })), {
      code: "order_in_review",
    });
  });
});

describe("a live method on a production proxy", () => {
  it("is paid by a code that was renamed after the order was made", async () => {
    const { session, order } = await begin();
    sandbox.ottu.renameCode("knet-main", "knet-new");
    await sandbox.ottu.pay(order, { code: "knet-new" });
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === session.id,
    );
  });

  it("is paid without asking for a list again", async () => {
    const { session, order } = await begin();
    const before = sandbox.ottu.calls("payment-methods");
    await sandbox.ottu.pay(order);
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === session.id,
    );
    assert.equal(sandbox.ottu.calls("payment-methods"), before);
  });
});

describe("a sandbox method on a sandbox proxy", () => {
  it("is paid, and marked as a test", async () => {
    const testing = await runProxy();
    try {
      const session = await testing.client.createSession(anOrder());
      await start(testing, session, "ottu:knet-main");
      await testing.sandbox.ottu.pay((await atGateway(testing, session.id)).ref);
      const event = await testing.event((one) => one.type === "checkout.paid");
      assert.equal(event.data.session.payments[0]?.test, true);
    } finally {
      await testing.stop();
    }
  });
});
