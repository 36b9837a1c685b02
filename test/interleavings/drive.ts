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

/**
 * Whoever comes to it tells the shop, which takes every event: how delivery fails is shown elsewhere.
 * Nobody may come to it for long, and clocks be put to another time meanwhile.
 */
async function deliverEvents(world: World): Promise<void> {
  const { books, ledger } = world;
  if (books.delivered === books.events.length) return;
  if (world.tellsLate && !world.chance.is(0.3)) return;
  for (const now of timesOfDay(world)) {
    const claim = { now, leaseMs: 1_000, holdMs: 60_000, limit: 100 };
    const due = await ledger.claimDueEvents(claim);
    for (const { event } of due) await ledger.markEventDelivered(event.sequence, now);
    books.delivered += due.length;
  }
}

/** As the clocks of all processes have it: one, mostly. */
function timesOfDay(world: World): readonly number[] {
  return [...new Set(world.inAnyOrder().map(({ clock }) => clock.now()))];
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
  return soonest(world, soonestOf(await nextDue(world))) === undefined;
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
  let due = await nextDue(world);
  for (const { life, clock } of world.inAnyOrder()) {
    for (const endRest of world.time.restsOf(life)) {
      const dueAt = due.get(clock.now()) ?? null;
      if (dueAt === null || dueAt > world.time.now()) break;
      endRest();
      await rest(world);
      due = await nextDue(world);
    }
  }
  return soonestOf(due);
}

/** When somebody sees something to do, for each time of day that is read from some clock. */
async function nextDue(world: World): Promise<ReadonlyMap<number, number | null>> {
  const due = new Map<number, number | null>();
  for (const timeOfDay of timesOfDay(world)) due.set(timeOfDay, await dueBy(world, timeOfDay));
  return due;
}

function soonestOf(due: ReadonlyMap<number, number | null>): number | null {
  const moments = [...due.values()].filter((dueAt) => dueAt !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** When somebody whose clock says `timeOfDay` sees something to do. */
async function dueBy(world: World, timeOfDay: number): Promise<number | null> {
  const dueAt = await world.ledger.nextDueAt(timeOfDay);
  return dueAt === null ? null : dueAt - timeOfDay + world.time.now();
}

/** When to go to next; what is due already waits for somebody who is busy until then. */
function soonest(world: World, dueAt: number | null): number | undefined {
  const waited = world.time.nextWait();
  if (dueAt === null) return waited;
  if (waited === undefined) return dueAt;
  return dueAt <= world.time.now() ? waited : Math.min(dueAt, waited);
}
