/** Moves a world's time from one thing that is due to the next, until nothing is. */
import { setImmediate as turn } from "node:timers/promises";
import type { World } from "./world.ts";

/** Rounds at one moment after which whatever is due will never be done. */
const patience = 100;

/** Lets everything run that waits for no time to pass. */
export async function rest(world: World): Promise<void> {
  await turn();
  await deliverEvents(world);
}

/** The shop takes every event at once: how delivery fails is shown elsewhere. */
async function deliverEvents(world: World): Promise<void> {
  if (!world.books.hasNews()) return;
  const now = world.time.now();
  const claim = { now, leaseMs: 1_000, holdMs: 60_000, limit: 100 };
  const due = await world.ledger.claimDueEvents(claim);
  for (const { event } of due) await world.ledger.markEventDelivered(event.sequence, now);
}

/** Moves on by `ms`, through everything that is due on the way. */
export async function advance(world: World, ms: number): Promise<void> {
  const end = world.time.now() + ms;
  await doAllDue(world, end);
  world.time.moveTo(end);
  await rest(world);
}

/** Moves on until nothing is due. @returns false when something still is at `longestMs` from now */
export async function settle(world: World, longestMs: number): Promise<boolean> {
  await doAllDue(world, world.time.now() + longestMs);
  return soonest(world, await world.ledger.nextDueAt(world.time.now())) === undefined;
}

/** At each moment first what the ledger has due, then whatever is waited for until the next. */
async function doAllDue(world: World, end: number): Promise<void> {
  let rounds = 0;
  for (;;) {
    await rest(world);
    const nextAt = soonest(world, await doDue(world));
    if (nextAt === undefined || nextAt > end) return;
    rounds = nextAt > world.time.now() ? 0 : rounds + 1;
    if (rounds > patience) return;
    world.time.moveTo(nextAt);
  }
}

/**
 * What the ledger has due is looked for by whichever process is at rest first; others are busy.
 * @returns when it has something due next, or still
 */
async function doDue(world: World): Promise<number | null> {
  let dueAt = await world.ledger.nextDueAt(world.time.now());
  for (const { life } of world.inAnyOrder()) {
    for (const endRest of world.time.restsOf(life)) {
      if (dueAt === null || dueAt > world.time.now()) return dueAt;
      endRest();
      await rest(world);
      dueAt = await world.ledger.nextDueAt(world.time.now());
    }
  }
  return dueAt;
}

/** When to go to next; what is due already waits for somebody who is busy until then. */
function soonest(world: World, dueAt: number | null): number | undefined {
  const waited = world.time.nextWait();
  if (dueAt === null) return waited;
  if (waited === undefined) return dueAt;
  return dueAt <= world.time.now() ? waited : Math.min(dueAt, waited);
}
