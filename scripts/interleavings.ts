/**
 * Random interleavings of what shoppers, gateways, shops and crashes do, held against the design's
 * laws: `node scripts/interleavings.ts [count] [seed]`. The same seed repeats the same runs.
 */
import { runInterleavings } from "../test/support/interleavings/run.ts";

const [count = "10000", seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const startedAt = performance.now();
console.log(`${count} interleavings, seed ${seed}`);
const tally = await runInterleavings(Number(count), Number(seed));
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  `${tally.runs} runs, ${tally.commands} commands, ${tally.decisions} decisions: all lawful, ${seconds} s`,
);
for (const [what, times] of [...tally.seen].sort()) console.log(`  ${what.padEnd(24)}${times}`);
