/** A gateway that answers 429 is left alone for as long as it says, and it alone. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ManualClock } from "../../support/manual-clock.ts";
import {
  anOrder,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const clock = new ManualClock(Date.now());
let running: RunningProxy;
before(async () => {
  running = await runProxy({ options: { world: { clock } }, workers: false });
});
after(() => running.stop());

async function slowDown(retryAfter: number): Promise<void> {
  const { id } = await running.client.createSession(anOrder());
  const answer = { do: "status", status: 429, retryAfter } as const;
  running.sandbox.behave("ottu", "pymt-txn:create", answer, 1);
  const refused = await start(running, { id }, "ottu:knet-main");
  assert.equal(refused.status, 502);
  assert.equal(refused.json.error.code, "gateway_unavailable");
}

const orders = () => running.sandbox.ottu.calls("pymt-txn:create");

describe("a gateway that asks us to slow down", () => {
  it("is asked again when its time is over, and not before", async () => {
    await slowDown(30);
    const session = await running.client.createSession(anOrder());
    const before = orders();
    await clock.advance(20_000);
    const early = await start(running, session, "ottu:knet-main");
    assert.equal(early.json.error.code, "gateway_unavailable");
    assert.equal(early.headers.get("retry-after"), "10");
    assert.equal(orders(), before);
    await clock.advance(10_000);
    assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
  });

  it("does not keep the other one from being asked", async () => {
    await slowDown(30);
    const session = await running.client.createSession(anOrder(inCanada));
    assert.equal((await start(running, session, "ottpay:ALIPAY")).status, 201);
    await clock.advance(30_000);
  });

  it("cannot keep payments waiting for longer than a minute", async () => {
    await slowDown(3_600);
    const session = await running.client.createSession(anOrder());
    await clock.advance(60_000);
    assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
  });
});
