/**
 * Random interleavings of everything that can happen, over a real ledger and two model gateways,
 * with the laws of the design held against each step. A failure names the seed, fast-check's path
 * and the shortest list of commands that still breaks a law.
 */
import fc from "fast-check";
import { interleaving, type Interleaving } from "./stories.ts";
import { advance, rest, settle } from "./drive.ts";
import { createFreshLedgers, type FreshLedgers } from "./fresh-ledgers.ts";
import { finallyWrong } from "./final-laws.ts";
import { alwaysWrong } from "./laws.ts";
import { deliver, perform } from "./perform.ts";
import { rightAgain } from "./right-again.ts";
import { Tally } from "./tally.ts";
import { World } from "./world.ts";

/** Long enough for the watch of a month over what is reserved, after everything that a run can begin. */
const longestMs = 40 * 24 * 3_600_000;

/** Two machines' clocks differ no longer than this: while they do, each asks about everything. */
const longestApartMs = 2 * 60_000;
/** A failure is told as it was found where nothing shorter is found for so long. */
const shrinkingMs = 60_000;

/**
 * @param path of a failure told before: repeats that one interleaving alone
 * @returns what the runs came upon
 * @throws Error naming seed, path and commands when a law is broken
 */
export async function runInterleavings(count: number, seed: number, path?: string): Promise<Tally> {
  const tally = new Tally();
  const ledgers = await createFreshLedgers();
  try {
    const property = fc.asyncProperty(interleaving, (one) => runOne(one, ledgers, tally));
    const options = { numRuns: count, seed, ...(path === undefined ? {} : { path }) };
    const found = await fc.check(property, { ...options, endOnFailure: true });
    if (!found.failed) return tally;
    const shorter = path === undefined ? await shorten(property, found) : found;
    throw new Error(report(shorter));
  } finally {
    await ledgers.remove();
  }
}

/** What was found, with as few commands as are found in the time that is given to it. */
async function shorten(
  property: fc.IAsyncPropertyWithHooks<[Interleaving]>,
  found: fc.RunDetails<[Interleaving]>,
): Promise<fc.RunDetails<[Interleaving]>> {
  const { seed, numRuns, counterexamplePath } = found;
  const again = await fc.check(property, {
    ...{ seed, numRuns, interruptAfterTimeLimit: shrinkingMs },
    ...(counterexamplePath === null ? {} : { path: counterexamplePath }),
  });
  return again.failed && again.counterexample !== null ? { ...again, numRuns } : found;
}

/** @throws Error naming the laws that were broken */
async function runOne(
  { seed, machines, commands }: Interleaving,
  ledgers: FreshLedgers,
  tally: Tally,
): Promise<void> {
  const world = new World(await ledgers.open(), { seed, machines });
  try {
    for (const command of commands) {
      const ms = perform(world, command);
      if (ms > longestApartMs && world.clocksDiffer()) world.putClocksRight();
      await (ms > 0 ? advance(world, ms) : rest(world));
      assertLawful(alwaysWrong(world));
    }
    assertLawful(await rightAgain(world));
    const isQuiet = await settle(world, longestMs);
    for (const message of world.owed) deliver(world, message, 0);
    assertLawful([
      ...(isQuiet && (await settle(world, longestMs)) ? [] : ["something is due for ever"]),
      ...alwaysWrong(world),
      ...(await finallyWrong(world)),
    ]);
    tally.addRun(world, commands);
  } finally {
    for (const process of world.processes) process.life.end();
  }
}

function assertLawful(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("; "));
}

function report(details: fc.RunDetails<[Interleaving]>): string {
  const [shrunk] = details.counterexample ?? [];
  const why = details.errorInstance instanceof Error ? details.errorInstance.message : "unknown";
  const path = details.counterexamplePath ?? "0";
  return [
    `an interleaving breaks a law: ${why}`,
    `seed ${details.seed}, after ${details.numRuns} runs and ${details.numShrinks} shrinks; again:`,
    `  node test/interleavings/main.ts ${details.numRuns} ${details.seed} ${path}`,
    ...(shrunk === undefined
      ? []
      : [`world seed ${shrunk.seed}, machines ${shrunk.machines}, commands:`]),
    ...(shrunk?.commands.map((command) => `  ${JSON.stringify(command)}`) ?? []),
  ].join("\n");
}
