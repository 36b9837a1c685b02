/**
 * Random interleavings of what shoppers, gateways, shops and crashes do, held against the design's
 * laws: `npm run interleavings -- [count] [seed]`. The same seed repeats the same runs. With
 * fast-check's path behind them, as a failure tells it, that one interleaving alone is repeated.
 */
import { runInterleavings } from "./run.ts";
import { runSharded, type ShardedRun } from "./shards.ts";

const [count = "10000", seed = String(Date.now() % 2 ** 31), path] = process.argv.slice(2);
const startedAt = performance.now();
console.log(`${count} interleavings, seed ${seed}`);
const { count: done, failure } = await (path === undefined
  ? runSharded({ count: Number(count), seed: Number(seed) })
  : repeat(path));
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
const verdict = failure === undefined ? "all lawful" : failure;
console.log(
  `${done.runs} runs, ${done.commands} commands, ${done.decisions} decisions, ${seconds} s: ${verdict}`,
);
for (const [what, times] of Object.entries(done.seen)) console.log(`  ${what.padEnd(30)}${times}`);
if (failure !== undefined) process.exitCode = 1;

async function repeat(path: string): Promise<ShardedRun> {
  try {
    const tally = await runInterleavings(Number(count), Number(seed), path);
    return { count: tally.count(), failure: undefined };
  } catch (error) {
    return { count: { runs: 0, commands: 0, decisions: 0, seen: {} }, failure: String(error) };
  }
}
