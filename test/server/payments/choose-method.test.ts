/** A method that is not in the session's list: gone, or of a gateway that gave no list. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
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

describe("a start with a method", () => {
  for (const method of ["ottu:gone", "ottpay:NOPE", "nobody:knet"]) {
    it(`that is not offered, as ${method}, is refused for good`, async () => {
      const session = await running.client.createSession(anOrder());
      const refused = await start(running, session, method);
      assert.deepEqual(
        [refused.status, refused.json.error.code, refused.json.error.field],
        [409, "method_unavailable", "method"],
      );
    });
  }

  for (const [spelled, method, order] of [
    ["OTTU:KNET-Main", "ottu:knet-main", {}],
    ["ottpay:alipay", "ottpay:ALIPAY", inCanada],
    ["OttPay:ALIPAY", "ottpay:ALIPAY", inCanada],
  ] as const) {
    it(`written as ${spelled} is the method that is listed as ${method}`, async () => {
      const session = await running.client.createSession(anOrder(order));
      const [one, other] = [
        await start(running, session, spelled),
        await start(running, session, method),
      ];
      assert.deepEqual([one.status, other.status], [201, 201], one.text);
      assert.deepEqual(other.json, one.json);
      const { payments } = await running.client.getSession(session.id);
      assert.deepEqual(
        payments.map((payment) => payment.method),
        [method],
      );
    });
  }

  it("whose gateway gives no list is refused for now", async (test) => {
    const silent = await runProxy();
    test.after(() => silent.stop());
    silent.sandbox.behave("ottu", "*", { do: "status", status: 500 });
    const session = await silent.client.createSession(anOrder());
    const refused = await start(silent, session, "ottu:knet-main");
    assert.deepEqual([refused.status, refused.json.error.code], [502, "gateway_unavailable"]);
    silent.sandbox.behave("ottu", "*", { do: "normal" });
  });
});
