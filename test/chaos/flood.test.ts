/** `npm run chaos -- flood`, for a few seconds, beside other tests. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { Chance } from "./chance.ts";
import { runFlood } from "./flood.ts";

it("a flood reaches no gateway, costs no notification, keeps no new shopper out and holds no connection", async () => {
  const outcome = await runFlood({
    ...{ seconds: 2, filters: 160, returns: 60, notifications: 30, burst: 500 },
    ...{ slowSenders: 20, slowReaders: 0, shoppers: 3 },
    chance: new Chance(Date.now()),
  });
  assert.deepEqual(outcome.violations, []);
  assert.equal(outcome.counts["notifications"], 30);
  assert.ok(Number(outcome.counts["lists 429"]) > 0);
});
