/**
 * kill -9 at random moments, also while starting, under a stream of sessions, starts, payments and
 * notifications. A killed process is started again at once, as an operator's supervisor would.
 */
import { wait, type Chance } from "./chance.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import type { ProxyProcess } from "../../scripts/proxy-process.ts";
import { reckon } from "./reckoning.ts";
import { Shoppers } from "./shoppers.ts";
import { World, type DatabaseKind } from "./world.ts";

export interface KillOptions {
  readonly database: DatabaseKind;
  /** Several share PostgreSQL, behind a balancer that alternates. */
  readonly instances: number;
  readonly kills: number;
  readonly shoppers: number;
  readonly chance: Chance;
}

export async function runKills(options: KillOptions): Promise<Outcome> {
  const { database, instances, kills, chance } = options;
  const findings = new Findings(`kill -9, ${database}, ${instances} proc.`);
  const world = await World.start({ database, instances });
  try {
    const shoppers = new Shoppers(world, chance, findings);
    const shopping = shoppers.shop(options.shoppers);
    await killEachInTurn(world.instances, kills, chance, findings);
    shoppers.stop();
    await shopping;
    await reckon(world, shoppers.visits, findings);
    return findings.outcome();
  } finally {
    await world.stop();
  }
}

/** Each instance has its own killer, so that sometimes all are gone at once. */
async function killEachInTurn(
  instances: readonly ProxyProcess[],
  kills: number,
  chance: Chance,
  findings: Findings,
): Promise<void> {
  let left = kills;
  await Promise.all(
    instances.map(async (instance) => {
      let started: Promise<boolean> = Promise.resolve(true);
      while (left > 0) {
        left -= 1;
        if (!chance.happens(0.15)) await started;
        await wait(chance.between(20, 2_500));
        await instance.kill();
        findings.add("kills");
        started = instance.start();
      }
      await started;
    }),
  );
}
