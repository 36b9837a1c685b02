/**
 * What shoppers, gateways, shops and crashes do, in random orders, against the laws of the design.
 * The seeds are fixed: the same runs each time, and any that fails is told with its commands.
 * `npm run interleavings` does ten thousand, of other seeds.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runInterleavings } from "./run.ts";
import { cutIntoShards, runSharded } from "./shards.ts";

const seeds = [3, 5, 8, 13];
const runsEach = 30;

describe("the flows, whatever happens in whatever order", () => {
  for (const seed of seeds) {
    it(`keep every law through ${runsEach} interleavings of seed ${seed}`, async () => {
      const { runs, seen } = (await runInterleavings(runsEach, seed)).count();
      assert.equal(runs, runsEach);
      for (const told of ["checkout.paid", "checkout.expired", "checkout.canceled"]) {
        assert.ok((seen[told] ?? 0) > 0, `no run came upon ${told}`);
      }
    });
  }
});

describe("the processes that share interleavings", () => {
  it("do the same runs however many they are", async () => {
    const options = { count: 4, seed: 21, runsEach: 1 };
    const one = await runSharded({ ...options, processes: 1 });
    const two = await runSharded({ ...options, processes: 2 });
    assert.equal(one.failure, undefined);
    assert.deepEqual(two, one);
  });

  it("begin with the seed they are given, so that a failed shard's seed repeats it", () => {
    const shards = cutIntoShards({ count: 9_970, seed: 7 });
    assert.deepEqual(shards[0], { runs: 50, seed: 7 });
    assert.deepEqual(shards.at(-1)?.runs, 20);
    assert.equal(new Set(shards.map(({ seed }) => seed)).size, 200);
  });
});
