/** A gateway takes its time to make an order, and meanwhile it may not be wanted any more. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { OTTPAY_CURRENCIES: "CAD,USD" } });
});
after(() => running.stop());

/** Resolves when the gateway has begun to make an order. */
function creationBegun(): Promise<void> {
  return new Promise((resolve) => {
    const stop = running.sandbox.journal.onEntry((entry) => {
      if (entry.call !== "pymt-txn:create" || entry.kind !== "request") return;
      stop();
      resolve();
    });
  });
}

describe("a link that is made while the session changes", () => {
  it("is not handed out when the shop cancels meanwhile, and its order is closed", async () => {
    const session = await running.client.createSession(anOrder());
    running.sandbox.behave("ottu", "pymt-txn:create", { do: "slow", ms: 400 }, 1);
    const begun = creationBegun();
    const starting = start(running, session, "ottu:knet-main");
    await begun;
    await running.client.cancelSession(session.id);
    assert.equal((await starting).json.error.code, "session_canceled");
    await running.event(
      (event) => event.type === "checkout.canceled" && event.data.session.id === session.id,
    );
    assert.equal((await atGateway(running, session.id)).state, "expired");
  });

  it("is not handed out when the other gateway is paid meanwhile", async () => {
    const session = await running.client.createSession(
      anOrder({ amount: "10.00", currency: "USD" }),
    );
    const [method] = running.sandbox.ottu.methods("USD");
    await start(running, session, "ottpay:WECHATPAY");
    const { ref } = await atGateway(running, session.id);
    running.sandbox.behave("ottu", "pymt-txn:create", { do: "slow", ms: 3_000 }, 1);
    const begun = creationBegun();
    const starting = start(running, session, `ottu:${method?.code ?? ""}`);
    await begun;
    await running.sandbox.ottpay.pay(ref);
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === session.id,
    );
    assert.equal((await starting).json.error.code, "already_paid");
  });
});
