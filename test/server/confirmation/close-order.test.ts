/**
 * Closing an order that nobody should pay any more. It was given up for good when the gateway asked
 * to slow down, and an order of a canceled session stayed payable until it ended by itself.
 */
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { ManualClock } from "../../support/manual-clock.ts";
import {
  anOrder,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const clock = new ManualClock(Date.now());
let running: RunningProxy;
before(async () => {
  running = await runProxy({ options: { world: { clock } } });
});
after(() => running.stop());

/** Lets time pass, and the network have its turns, until `holds`; half an hour is enough. */
async function passTimeUntil(holds: () => boolean): Promise<void> {
  for (let second = 0; second < 1_800 && !holds(); second += 1) {
    await clock.advance(1_000);
    for (let turns = 0; turns < 20; turns += 1) await turn();
  }
}

describe("an order of a canceled session", () => {
  for (const [why, status] of [
    ["asks to slow down", 429],
    ["does not know us for a while", 403],
    ["fails", 503],
  ] as const) {
    it(`is closed after all when the gateway ${why} at first`, async () => {
      const session = await running.client.createSession(anOrder());
      assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
      const { sandbox } = running;
      sandbox.behave("ottu", "operation", { do: "status", status, body: {} }, 1);
      const before = sandbox.ottu.calls("operation");
      await running.client.cancelSession(session.id);
      await passTimeUntil(() => sandbox.ottu.calls("operation") > before + 1);
      assert.equal((await atGateway(running, session.id)).state, "expired");
    });
  }
});
