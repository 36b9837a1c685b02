/**
 * Ends that nobody waits for: the process is killed or stopped, the database goes. The scenarios of
 * `npm run chaos` in small, next to one another, because most of their time is waiting.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Chance } from "./chance.ts";
import { runDatabaseGone } from "./database-gone.ts";
import { runKills } from "./kill.ts";
import { runSigterm } from "./sigterm.ts";

describe("the proxy's process", { concurrency: true }, () => {
  for (const [database, instances] of [
    ["sqlite", 1],
    ["postgres", 2],
  ] as const) {
    it(`loses nothing to kill -9 on ${database}, and pays nothing twice`, async () => {
      const chance = new Chance(Date.now());
      const outcome = await runKills({ database, instances, kills: 4, shoppers: 3, chance });
      assert.deepEqual(outcome.violations, []);
      assert.equal(outcome.counts["kills"], 4);
      assert.ok(Number(outcome.counts["sessions paid at a gateway"]) > 0);
    });
  }

  it("answers what is in flight at SIGTERM, and ends with 0", async () => {
    const outcome = await runSigterm({
      ...{ rounds: 1, starts: 10, gatewayMs: 1_000, shoppers: 0, steady: 10 },
      chance: new Chance(Date.now()),
    });
    assert.deepEqual(outcome.violations, []);
    assert.equal(outcome.counts["in flight"], 10);
  });

  it("says 503 while PostgreSQL is gone, tells no gateway 200, and is right by itself afterwards", async () => {
    const outcome = await runDatabaseGone({ goneMs: 2_000, sessions: 4 });
    assert.deepEqual(outcome.violations, []);
    assert.equal(outcome.counts["sessions paid at a gateway"], 4);
  });
});
