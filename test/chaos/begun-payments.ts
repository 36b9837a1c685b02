/** Payments that are under way when something befalls the ledger, and what is expected afterwards. */
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import { wait } from "./chance.ts";
import type { Findings } from "../support/findings.ts";
import type { GatewayOrder } from "./gateways.ts";
import { linkOf, ProxyCalls } from "./proxy-calls.ts";
import { reckon } from "./reckoning.ts";
import type { Visit } from "./shoppers.ts";
import type { World } from "./world.ts";

/** How long after its return the ledger's proxy may take to be ready by itself. */
const readyMs = 10_000;
const patienceMs = 120_000;

const baskets = [
  { amount: "19.99", currency: "CAD", method: "ottpay:WECHATPAY" },
  { amount: "12.750", currency: "KWD", method: "ottu:knet-main" },
] as const;

export interface Begun {
  readonly session: SessionRecord;
  readonly method: string;
  readonly order: GatewayOrder;
}

export async function begin(world: World, count: number): Promise<Begun> {
  const { amount, currency, method } = baskets[count % baskets.length] ?? baskets[0];
  const orderRef = `D-${randomUUID().slice(0, 13)}`;
  const created = await world.calls.createSession({ orderRef, amount, currency });
  const session = created.body as SessionRecord;
  const started = await world.calls.start(session.id, method);
  return { session, method, order: world.gateways.orderAt(linkOf(started)) };
}

export async function becomesReady(url: string, findings: Findings): Promise<void> {
  const calls = new ProxyCalls(url);
  const startedAt = performance.now();
  while ((await calls.get("/readyz")).status !== 200) {
    if (performance.now() - startedAt > patienceMs) break;
    await wait(50);
  }
  const ms = performance.now() - startedAt;
  findings.longest("ready again after, ms", ms);
  findings.check(ms <= patienceMs, "an instance was not ready again by itself");
  findings.checkTime(ms <= readyMs, `an instance was ready after ${Math.round(ms)} ms`);
}

/** A shopper who was refused tries again: the same order, paid as if nothing had been. */
async function payAfterwards(world: World, begun: Begun, findings: Findings): Promise<void> {
  const again = await world.calls.start(begun.session.id, begun.method);
  findings.check(
    again.status === 201 && world.gateways.orderAt(linkOf(again)).id === begun.order.id,
    "a live order was not handed out again",
  );
  await world.gateways.pay(begun.order, "now");
}

/**
 * Who has not paid yet, being none of `paying`, pays now, and all of it is reckoned up.
 */
export async function payTheRest(
  world: World,
  { begun, paying }: { readonly begun: readonly Begun[]; readonly paying: readonly Begun[] },
  findings: Findings,
): Promise<void> {
  const others = begun.filter((one) => !paying.includes(one));
  await Promise.all(others.map((one) => payAfterwards(world, one, findings)));
  const visits = begun.map(({ session, order }): Visit => ({
    sessionId: session.id,
    paidAt: order,
  }));
  await reckon(world, visits, findings);
}
