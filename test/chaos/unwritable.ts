/**
 * The ledger can be read and not written, for longer than anybody waits: whoever only reads is
 * served, whoever needs something written is told so within ten seconds, gateways too, the instance
 * says that it is not ready, and when the trouble is over all is right without anybody's help.
 */
import { randomUUID } from "node:crypto";
import { wait } from "./chance.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { becomesReady, begin, payTheRest, type Begun } from "./begun-payments.ts";
import type { Answer } from "./proxy-calls.ts";
import type { TroubledFile } from "./unwritable-file.ts";
import { World } from "./world.ts";

/** Ottu hangs up after fifteen seconds, and a load balancer perhaps sooner. */
const answerMs = 10_000;
/** Who only reads has nothing to wait for. */
const readingMs = 2_000;
/** How long what was refused is left alone, where a refusal comes at once. */
const betweenMs = 500;

export interface UnwritableOptions {
  readonly scenario: string;
  readonly troubled: () => Promise<TroubledFile>;
  readonly troubleMs: number;
  /** Sessions that are under way when it begins. */
  readonly sessions: number;
  /** Who wants a new session at one time, over and over. */
  readonly crowd: number;
}

export async function runUnwritable(options: UnwritableOptions): Promise<Outcome> {
  const findings = new Findings(options.scenario);
  const troubled = await options.troubled();
  findings.set("how", troubled.how);
  const world = await World.start({ env: { DATABASE_URL: `file:${troubled.file}` } });
  try {
    await playThrough(world, troubled, options, findings);
    return findings.outcome();
  } finally {
    await world.stop();
    await troubled.remove();
  }
}

async function playThrough(
  world: World,
  troubled: TroubledFile,
  { sessions, troubleMs, crowd }: UnwritableOptions,
  findings: Findings,
): Promise<void> {
  const begun: Begun[] = [];
  for (let count = 0; count < sessions; count += 1) begun.push(await begin(world, count));
  const [instance] = world.instances;
  if (instance?.pid === undefined) throw new Error("no proxy runs");
  const { pid, url } = instance;

  await troubled.begin(pid);
  const beganAt = performance.now();
  const lasted = () => performance.now() - beganAt;
  const paying = begun.filter((_, index) => index % 2 === 0);
  const told = Promise.all(paying.map(({ order }) => world.gateways.pay(order, "now")));
  while (lasted() < troubleMs) {
    await Promise.all([
      checkRefusals(world, begun, crowd, findings),
      checkReadings(world, begun, findings),
    ]);
    await wait(betweenMs);
  }
  await told;
  findings.set("answers to notifications", JSON.stringify(world.gateways.refusals));
  findings.check(world.gateways.notificationsAccepted === 0, "a gateway was told 200 meanwhile");
  findings.check(!("none" in world.gateways.refusals), "a gateway had no answer");
  await troubled.end();
  findings.set("lasted, s", Math.round(lasted() / 100) / 10);

  await becomesReady(url, findings);
  await payTheRest(world, { begun, paying }, findings);
  findings.check(world.instances[0]?.pid === pid, "the proxy did not live through it");
}

async function checkRefusals(
  { calls }: World,
  begun: readonly Begun[],
  crowd: number,
  findings: Findings,
): Promise<void> {
  const [first] = begun;
  if (first === undefined) return;
  const order = () => ({
    orderRef: `F-${randomUUID().slice(0, 13)}`,
    ...{ amount: "1.000", currency: "KWD" },
  });
  const refusals: readonly (readonly [string, Promise<Answer>])[] = [
    ["GET /readyz", calls.get("/readyz")],
    ["POST …/cancel", calls.cancel(first.session.id)],
    ["POST …/payments", calls.start(first.session.id, first.method)],
    ...Array.from(
      { length: crowd },
      () => ["POST /v1/sessions", calls.createSession(order())] as const,
    ),
  ];
  await Promise.all(
    refusals.map(async ([route, asked]) => {
      const answer = await asked;
      findings.add("refused meanwhile");
      findings.longest("slowest refusal, ms", answer.ms);
      findings.check(
        answer.status === 503 && answer.code === "ledger_unavailable" && answer.retryable,
        `${route} answered ${answer.status} ${answer.code ?? ""}`,
      );
      findings.checkTime(answer.ms <= answerMs, `${route} took more than ${answerMs} ms`);
    }),
  );
}

async function checkReadings(
  { calls }: World,
  begun: readonly Begun[],
  findings: Findings,
): Promise<void> {
  for (const { session } of begun) {
    const readings = [
      calls.view(session.id),
      calls.get(`/pay/${session.id}`),
      calls.get(`/v1/methods?currency=${session.currency}`),
      calls.get("/healthz"),
    ];
    for (const answer of await Promise.all(readings)) {
      findings.add("read meanwhile");
      findings.longest("slowest reading, ms", answer.ms);
      findings.check(answer.status === 200, `a reading answered ${answer.status}`);
      findings.checkTime(answer.ms <= readingMs, `a reading took more than ${readingMs} ms`);
    }
  }
}
