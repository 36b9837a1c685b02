/**
 * Gateways that fail. Two faults for each call, and each fault at some call, once and until the
 * gateway is well again; `npm run chaos faults` goes through all of them.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultCases, faults, gatewayCalls } from "./fault-matrix.ts";
import { runFaults } from "./faults.ts";
import { runLag } from "./lag.ts";

/** Two faults for each call, half of the list apart; the next call has the next two. */
const chosen = faultCases.filter(
  ({ at, fault }) => (gatewayCalls.indexOf(at) - faults.indexOf(fault)) % (faults.length / 2) === 0,
);

describe("a failure of the gateway", { concurrency: true }, () => {
  it("gets the client a coded answer, and the payment is right afterwards", async () => {
    const outcome = await runFaults({ cases: chosen, atOnce: 12 });
    assert.deepEqual(outcome.violations, []);
    assert.equal(outcome.counts["cases"], chosen.length);
  });

  for (const killed of [false, true]) {
    const when = killed ? ", also when the proxy is killed right after its answer" : "";
    it(`in telling what its webhook told leaves the session paid soon after${when}`, async () => {
      const outcome = await runLag({ payments: 1, killed });
      assert.deepEqual(outcome.violations, []);
      assert.equal(outcome.counts["payments"], 2);
    });
  }
});
