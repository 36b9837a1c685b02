/**
 * Random interleavings of everything that can happen, over a real ledger and two model gateways,
 * with the laws of the design held against each step. A failure names the seed and the shortest
 * list of commands that still breaks a law.
 */
import fc from "fast-check";
import { interleaving, type Interleaving } from "./commands.ts";
import { advance, rest, settle } from "./drive.ts";
import { createFreshLedgers, type FreshLedgers } from "./fresh-ledgers.ts";
import { alwaysWrong, finallyWrong } from "./laws.ts";
import { deliver, perform } from "./perform.ts";
import { World } from "./world.ts";

/** Long enough for the watch of 72 hours after everything that a run can begin. */
const longestMs = 8 * 24 * 3_600_000;

export interface Tally {
  runs: number;
  commands: number;
  decisions: number;
  /** How often each event was told, and each status reached: a law nobody comes near shows nothing. */
  readonly seen: Map<string, number>;
}

/**
 * @returns what the runs came upon
 * @throws Error naming seed and commands when a law is broken
 */
export async function runInterleavings(count: number, seed: number): Promise<Tally> {
  const tally: Tally = { runs: 0, commands: 0, decisions: 0, seen: new Map() };
  const ledgers = await createFreshLedgers();
  try {
    const details = await fc.check(
      fc.asyncProperty(interleaving, (one) => runOne(one, ledgers, tally)),
      { numRuns: count, seed },
    );
    if (details.failed) throw new Error(report(details));
    return tally;
  } finally {
    ledgers.remove();
  }
}

/** @throws Error naming the laws that were broken */
async function runOne({ seed, commands }: Interleaving, ledgers: FreshLedgers, tally: Tally) {
  const ledger = await ledgers.open();
  const world = new World(ledger, seed);
  try {
    for (const command of commands) {
      const ms = perform(world, command);
      await (ms > 0 ? advance(world, ms) : rest(world));
      assertLawful(alwaysWrong(world));
    }
    for (const gateway of world.gateways) gateway.recover();
    const isQuiet = await settle(world, longestMs);
    for (const message of world.owed) deliver(world, message, 0);
    assertLawful([
      ...(isQuiet && (await settle(world, longestMs)) ? [] : ["something is due for ever"]),
      ...alwaysWrong(world),
      ...(await finallyWrong(world)),
    ]);
    count(world, commands.length, tally);
  } finally {
    for (const process of world.processes) process.life.end();
    await ledger.close();
  }
}

function assertLawful(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("; "));
}

function count(world: World, commands: number, tally: Tally): void {
  tally.runs += 1;
  tally.commands += commands;
  tally.decisions += world.books.decisions;
  const add = (what: string) => tally.seen.set(what, (tally.seen.get(what) ?? 0) + 1);
  for (const event of world.books.events) add(event.type);
  for (const order of world.books.orders.values()) {
    for (const payment of order.payments) add(`payment ${payment.status}`);
    for (const session of order.sessions) add(`session ${session.status}`);
  }
}

function report(details: fc.RunDetails<[Interleaving]>): string {
  const [shrunk] = details.counterexample ?? [];
  const why = details.errorInstance instanceof Error ? details.errorInstance.message : "unknown";
  return [
    `an interleaving breaks a law: ${why}`,
    `seed ${details.seed}, after ${details.numRuns} runs and ${details.numShrinks} shrinks`,
    ...(shrunk === undefined ? [] : [`world seed ${shrunk.seed}, commands:`]),
    ...(shrunk?.commands.map((command) => `  ${JSON.stringify(command)}`) ?? []),
  ].join("\n");
}
