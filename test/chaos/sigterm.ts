/**
 * SIGTERM under load: no new work is taken, whatever was asked before is answered, and the process
 * ends with 0. What the ledger holds afterwards is as if it had never stopped.
 */
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import { wait, type Chance } from "./chance.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { linkOf, ProxyCalls, type Answer } from "./proxy-calls.ts";
import { reckon } from "./reckoning.ts";
import { Shoppers, type Visit } from "./shoppers.ts";
import { SteadyClients } from "./steady-clients.ts";
import { World } from "./world.ts";

/** Gateway calls are finished within this; a little more for what follows them. */
const stopMs = 13_000;
const patienceMs = 60_000;

export interface SigtermOptions {
  readonly rounds: number;
  /** Starts that wait for a slow gateway when the signal comes. */
  readonly starts: number;
  readonly gatewayMs: number;
  readonly shoppers: number;
  /** Clients on connections that are kept alive. */
  readonly steady: number;
  readonly chance: Chance;
}

export async function runSigterm(options: SigtermOptions): Promise<Outcome> {
  const findings = new Findings("SIGTERM under load");
  const world = await World.start();
  try {
    await stopAtOnce(world, findings);
    const shoppers = new Shoppers(world, options.chance, findings);
    const shopping = shoppers.shop(options.shoppers);
    const visits: Visit[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      visits.push(...(await stopOnce(world, options, findings)));
    }
    shoppers.stop();
    await shopping;
    visits.push(await stopAmidSilence(world, findings));
    await reckon(world, [...shoppers.visits, ...visits], findings);
    return findings.outcome();
  } finally {
    await world.stop();
  }
}

/** A supervisor may change its mind the moment it is told that the proxy serves. */
async function stopAtOnce(world: World, findings: Findings): Promise<void> {
  const [instance] = world.instances;
  for (let count = 0; count < 2; count += 1) {
    const ended = await instance?.terminate();
    findings.check(ended?.code === 0, `stopped as soon as it served, it ended with ${ended?.code}`);
    await instance?.start();
  }
}

async function stopOnce(
  world: World,
  { starts, gatewayMs, steady }: SigtermOptions,
  findings: Findings,
): Promise<readonly Visit[]> {
  const [instance] = world.instances;
  if (instance === undefined) return [];
  const calls = new ProxyCalls(instance.url);
  const sessions = await Promise.all(Array.from({ length: starts }, () => open(calls)));

  const { sandbox } = world.gateways;
  sandbox.behave("ottpay", "PREPAY_INIT", { do: "slow", ms: gatewayMs });
  const waiting = new Set(sessions.map((session) => session.orderRef));
  const allAsked = world.gateways.next((entry) => {
    const { remarks } = (entry.opened ?? {}) as { remarks?: string };
    if (entry.call === "PREPAY_INIT" && entry.kind === "request") waiting.delete(remarks ?? "");
    return waiting.size === 0;
  });
  const asked = sessions.map((session) => calls.start(session.id, "ottpay:WECHATPAY"));
  await allAsked;
  sandbox.behave("ottpay", "PREPAY_INIT", { do: "normal" });

  const clients = new SteadyClients(`${instance.url}/v1/methods?currency=CAD`, steady);
  while (clients.answered < steady) await wait(10);
  clients.mark();
  const { code, ms } = await instance.terminate();
  await clients.stop();
  findings.add("answered on kept connections", clients.answered);
  findings.check(clients.lost === 0, "a call on a kept connection was cut off");
  findings.add("stops");
  findings.longest("slowest stop, ms", ms);
  findings.check(code === 0, `it ended with ${code}`);
  findings.checkTime(ms <= stopMs, `stopping took ${Math.round(ms)} ms`);
  const answers = await Promise.all(asked);
  await instance.start();
  return payAll(world, sessions, answers, findings);
}

/** Neither gateway answers the reconciler any more, and an order waits to be closed. */
async function stopAmidSilence(world: World, findings: Findings): Promise<Visit> {
  const { sandbox } = world.gateways;
  const order = { orderRef: `T-${randomUUID().slice(0, 13)}`, amount: "12.750", currency: "KWD" };
  const { id } = (await world.calls.createSession(order)).body as SessionRecord;
  await world.calls.start(id, "ottu:knet-main");
  const asked = world.gateways.next(({ call }) => call === "pymt-txn:read");
  sandbox.behave("ottu", "*", { do: "hang" });
  await world.calls.cancel(id);
  await asked;
  const [instance] = world.instances;
  const ended = await instance?.terminate();
  findings.longest("slowest stop amid silence, ms", ended?.ms ?? NaN);
  findings.check(ended?.code === 0, `amid silence it ended with ${ended?.code}`);
  findings.checkTime((ended?.ms ?? NaN) <= stopMs, `stopping amid silence took ${ended?.ms} ms`);
  sandbox.behave("ottu", "*", { do: "normal" });
  await instance?.start();
  const canceled = await world.shop.hears("checkout.canceled", id, patienceMs);
  findings.check(canceled !== undefined, "an order was never closed after a stop");
  return { sessionId: id, paidAt: null };
}

async function open(calls: ProxyCalls): Promise<SessionRecord> {
  const orderRef = `T-${randomUUID().slice(0, 13)}`;
  const created = await calls.createSession({ orderRef, amount: "19.99", currency: "CAD" });
  return created.body as SessionRecord;
}

async function payAll(
  world: World,
  sessions: readonly SessionRecord[],
  answers: readonly Answer[],
  findings: Findings,
): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  for (const [index, answer] of answers.entries()) {
    findings.add("in flight");
    findings.check(answer.status === 201, `what was in flight was answered ${answer.status}`);
    const session = sessions[index];
    if (answer.status !== 201 || session === undefined) continue;
    const order = world.gateways.orderAt(linkOf(answer));
    await world.gateways.pay(order, "now");
    visits.push({ sessionId: session.id, paidAt: order });
  }
  return visits;
}
