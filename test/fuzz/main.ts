/**
 * `npm run fuzz -- [SEED]`: twenty thousand generated requests, and three thousand that are hardly HTTP,
 * to a proxy in a process of its own. Prints what was answered; 1 = a promise was not kept.
 */
import { toTable } from "../support/findings-table.ts";
import { runFuzz } from "./fuzz.ts";

const [seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
console.log(`seed ${seed}`);
const outcome = await runFuzz({ wellFramed: 20_000, malformed: 3_000, seed: Number(seed) });
console.log(`\n${toTable([outcome])}\n`);
if (outcome.violations.length > 0) process.exitCode = 1;
