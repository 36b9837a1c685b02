/**
 * `npm run chaos [SCENARIO…]`: does to real processes what operators fear, prints what happened as
 * a table, and ends with 1 when a promise was not kept. CHAOS_SEED repeats the choices of a run;
 * what the machine does in between stays its own.
 */
import { Chance } from "./chance.ts";
import { runDatabaseGone } from "./database-gone.ts";
import { faultCases } from "./fault-matrix.ts";
import { runFaults } from "./faults.ts";
import type { Outcome } from "../support/findings.ts";
import { runFlood } from "./flood.ts";
import { runKills } from "./kill.ts";
import { runLag } from "./lag.ts";
import { runSigterm } from "./sigterm.ts";
import { runWrongClock } from "./wrong-clock.ts";
import { runUnwritable } from "./unwritable.ts";
import { fileOnFullDisk, heldFile } from "./unwritable-file.ts";
import { toTable } from "../support/findings-table.ts";
import { sayStep } from "../../scripts/say-step.ts";

const seed = Number(process.env["CHAOS_SEED"] ?? Date.now() % 1_000_000);
const chance = new Chance(seed);

const scenarios: Readonly<Record<string, () => Promise<Outcome>>> = {
  "kill-sqlite": () =>
    runKills({ database: "sqlite", instances: 1, kills: 50, shoppers: 10, chance }),
  "kill-postgres": () =>
    runKills({ database: "postgres", instances: 2, kills: 60, shoppers: 10, chance }),
  faults: () => runFaults({ cases: faultCases, atOnce: 8 }),
  lag: () => runLag({ payments: 10, killed: false }),
  "lag-killed": () => runLag({ payments: 5, killed: true }),
  "postgres-gone": () => runDatabaseGone({ goneMs: 30_000, sessions: 20 }),
  "locked-sqlite": () =>
    runUnwritable({
      ...{ scenario: "SQLite held by another process", troubled: heldFile },
      ...{ troubleMs: 40_000, sessions: 20, crowd: 100 },
    }),
  "disk-full": () =>
    runUnwritable({
      ...{ scenario: "SQLite on a full disk", troubled: fileOnFullDisk },
      ...{ troubleMs: 20_000, sessions: 20, crowd: 20 },
    }),
  flood: () =>
    runFlood({
      ...{ seconds: 60, filters: 5_000, returns: 2_000, notifications: 1_000, burst: 500 },
      ...{ slowSenders: 100, slowReaders: 50, shoppers: 30, chance },
    }),
  sigterm: () =>
    runSigterm({ rounds: 5, starts: 20, gatewayMs: 3_000, shoppers: 8, steady: 20, chance }),
};

/** They need libfaketime, and run only where they are asked for. */
const withFakedClock: typeof scenarios = {
  "wrong-clock-sqlite": () => runWrongClock({ database: "sqlite", instances: 1, wrongMs: 20_000 }),
  "wrong-clock-postgres": () =>
    runWrongClock({ database: "postgres", instances: 2, wrongMs: 20_000 }),
};
const all = { ...scenarios, ...withFakedClock };

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scenarios);
const unknown = names.filter((name) => !Object.hasOwn(all, name));
if (unknown.length > 0) {
  console.error(
    `no such scenario: ${unknown.join(", ")}; there are ${Object.keys(all).join(", ")}`,
  );
  process.exit(2);
}

console.log(`CHAOS_SEED=${seed}`);
const outcomes: Outcome[] = [];
for (const [index, name] of names.entries()) {
  sayStep(`${index + 1} of ${names.length}: ${name}`);
  const startedAt = performance.now();
  const outcome = await all[name]!();
  outcomes.push(outcome);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${name}: ${isKept(outcome) ? "✔" : "✘"} in ${seconds} s`);
}
console.log(`\n${toTable(outcomes)}\n`);
const isAllKept = outcomes.every(isKept);
console.log(isAllKept ? "chaos: every promise was kept" : "chaos: a promise was not kept");
// Whoever ends a database server at the exit would make it 0.
process.exit(isAllKept ? 0 : 1);

function isKept({ violations, delays }: Outcome): boolean {
  return violations.length + delays.length === 0;
}
