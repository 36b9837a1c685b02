/** How events are shared by two instances on one ledger. */
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { describe, it } from "node:test";
import { createProxy } from "../../../server/index.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { anOrder, atGateway, inCanada, runProxy, start } from "../../support/running-proxy.ts";
import { SlowShop } from "../../support/slow-shop.ts";

/** Lets time pass, and the network have its turns. */
async function passTime(clock: ManualClock, seconds: number): Promise<void> {
  for (let half = 0; half < 2 * seconds; half += 1) {
    await clock.advance(500);
    for (let turns = 0; turns < 20; turns += 1) await turn();
  }
}

describe("an event that the shop takes long to answer", () => {
  /** Its lease is shorter than a delivery may take: it is renewed, or another instance sends it too. */
  it("is sent by one instance only", async (test) => {
    const { shop, url } = await SlowShop.open(test);
    const clock = new ManualClock(Date.now());
    const running = await runProxy({
      env: { MERCHANT_WEBHOOK_URL: url },
      options: { world: { clock } },
    });
    test.after(() => running.stop());
    const other = await createProxy(running.env, { world: { clock } });
    other.startWorkers();
    const session = await running.client.createSession(anOrder(inCanada));
    await start(running, session, "ottpay:ALIPAY");
    await running.sandbox.ottpay.pay((await atGateway(running, session.id)).ref);
    const answer = await shop.told();
    await passTime(clock, 14);
    answer.writeHead(204).end();
    await passTime(clock, 10);
    await other.stop();
    assert.equal(shop.count, 1);
  });
});
