/** How a session stands, for who looks again and again: what is said, and that nobody is asked for it. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { checkoutView } from "../../../contract/contract.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  start,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
afterEach(() => running.sandbox.reset());
after(() => running.stop());

const look = (id: string, proxy = running): Promise<Answer> =>
  proxy.get(`/v1/checkout/${id}?methods=none`);

describe("how a session stands", () => {
  it("is said without its methods, from its beginning to its end", async () => {
    const { id } = await running.client.createSession(anOrder(inCanada));
    const open = await look(id);
    assert.equal(open.status, 200, open.text);
    assert.deepEqual(checkoutView.parse(open.json).methods, []);
    assert.deepEqual([open.json.id, open.json.status, open.json.last], [id, "open", undefined]);
    assert.ok(Date.parse(open.json.expiresAt) > Date.parse(open.json.now));

    assert.equal((await start(running, { id }, "ottpay:WECHATPAY")).status, 201);
    const begun = await look(id);
    assert.deepEqual(begun.json.status, "pending");
    assert.deepEqual(begun.json.last, { method: "ottpay:WECHATPAY", status: "pending" });

    await running.sandbox.ottpay.pay((await atGateway(running, id)).ref);
    await running.event(({ data }) => data.session.id === id);
    const paid = await look(id);
    const { receipt, ...view } = (await running.get(`/v1/checkout/${id}`)).json;
    assert.equal(receipt.order, (await running.client.getSession(id)).orderRef);
    assert.deepEqual(paid.json, view);
    assert.equal(paid.json.status, "paid");
  });

  it("is no question to a gateway, however often somebody looks", async (t) => {
    // Nobody else asks either.
    const quiet = await runProxy({ workers: false });
    t.after(() => quiet.stop());
    const calls = () => quiet.sandbox.ottpay.calls() + quiet.sandbox.ottu.calls();
    const session = await quiet.client.createSession(
      anOrder({ customer: { id: "who-looks" }, recentOnly: true }),
    );
    assert.equal((await start(quiet, session, "ottu:knet-main")).status, 201);
    // Knows of no customer what they used.
    await quiet.restart();
    const before = calls();
    for (let time = 0; time < 20; time += 1) {
      assert.equal((await look(session.id, quiet)).status, 200);
    }
    assert.equal(calls(), before);
    // As the picker itself would.
    await quiet.get(`/v1/checkout/${session.id}`);
    assert.ok(calls() > before);
  });

  it("is not said of what is no session, and in no other way", async () => {
    assert.equal((await look(`cs_${"0".repeat(28)}`)).status, 404);
    const { id } = await running.client.createSession(anOrder());
    for (const query of ["methods=all", "methods=", "methods=none&methods=none"]) {
      const answer = await running.get(`/v1/checkout/${id}?${query}`);
      assert.equal(answer.status, 400, query);
      assert.equal(answer.json.error.field, "methods");
    }
  });
});
