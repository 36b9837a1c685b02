/**
 * The database server is gone for a while, with two instances and shoppers under way: both say that
 * they are not ready, whatever changes money is refused with a word that says why, no gateway is
 * told that its message was taken, and when it is back all is right without anybody's help.
 */
import { randomUUID } from "node:crypto";
import { wait } from "./chance.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { becomesReady, begin, payTheRest, type Begun } from "./begun-payments.ts";
import { ProxyCalls, type Answer } from "./proxy-calls.ts";
import { World } from "./world.ts";

const answerMs = 10_500;

export interface DatabaseGoneOptions {
  readonly goneMs: number;
  /** Sessions that are under way when it goes. */
  readonly sessions: number;
}

export async function runDatabaseGone(options: DatabaseGoneOptions): Promise<Outcome> {
  const findings = new Findings("PostgreSQL gone");
  const world = await World.start({ database: "postgres", instances: 2 });
  try {
    await goAndReturn(world, options, findings);
    return findings.outcome();
  } finally {
    await world.stop();
  }
}

async function goAndReturn(
  world: World,
  { goneMs, sessions }: DatabaseGoneOptions,
  findings: Findings,
): Promise<void> {
  const begun: Begun[] = [];
  for (let count = 0; count < sessions; count += 1) begun.push(await begin(world, count));
  const pids = world.instances.map((instance) => instance.pid);

  await world.pauseDatabase();
  const goneAt = performance.now();
  await Promise.all(world.instances.map(({ url }) => checkRefusals(url, begun, findings)));
  const paying = begun.filter((_, index) => index % 2 === 0);
  await Promise.all(paying.map(({ order }) => world.gateways.pay(order, "now")));
  findings.set("notifications sent meanwhile", world.gateways.notificationsSent);
  findings.set("of them answered", JSON.stringify(world.gateways.refusals));
  findings.check(
    world.gateways.notificationsAccepted === 0,
    "a gateway was told 200 while the ledger was gone",
  );
  await wait(Math.max(0, goneMs - (performance.now() - goneAt)));
  await world.resumeDatabase();
  findings.set("gone for, s", Math.round((performance.now() - goneAt) / 100) / 10);

  await Promise.all(world.instances.map(({ url }) => becomesReady(url, findings)));
  await payTheRest(world, { begun, paying }, findings);
  findings.check(
    world.instances.every((instance, index) => instance.pid === pids[index]),
    "an instance did not live through it",
  );
}

async function checkRefusals(
  url: string,
  begun: readonly Begun[],
  findings: Findings,
): Promise<void> {
  const calls = new ProxyCalls(url);
  const [first] = begun;
  if (first === undefined) return;
  const { session, method } = first;
  const order = { orderRef: `D-${randomUUID().slice(0, 13)}`, amount: "1.000", currency: "KWD" };
  const refusals: readonly [string, Promise<Answer>][] = [
    ["GET /readyz", calls.get("/readyz")],
    ["POST /v1/sessions", calls.createSession(order)],
    ["POST …/cancel", calls.cancel(session.id)],
    ["POST …/payments", calls.start(session.id, method)],
    ["GET /v1/checkout", calls.view(session.id)],
  ];
  for (const [route, asked] of refusals) {
    const answer = await asked;
    findings.add("refused meanwhile");
    findings.longest("slowest refusal, ms", answer.ms);
    findings.check(
      answer.status === 503 && answer.code === "ledger_unavailable",
      `${route} answered ${answer.status} ${answer.code ?? ""} without a ledger`,
    );
    findings.checkTime(answer.ms <= answerMs, `${route} took ${Math.round(answer.ms)} ms`);
  }
  const alive = await calls.get("/healthz");
  findings.check(alive.status === 200, "/healthz took the database's absence for its own death");
}
