/**
 * A clock that is three hours ahead for a while, of the proxy itself or of another instance, and
 * right again; and one that is put back. Everything is right at once, as far as anybody waits.
 */
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { createProxy, type Proxy } from "../../../server/index.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { ForwardClock } from "../../support/forward-clock.ts";
import { nextQuestion, questionsOf } from "../../support/gateway-calls.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  start,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const aheadMs = 3 * 3_600_000;
const aDay = 86_400;

let clock: ForwardClock;
/** Serves requests alone: who asks and tells, and by which clock, is said by each test. */
let running: RunningProxy;

beforeEach(async () => {
  clock = new ForwardClock();
  running = await runProxy({ workers: false, options: { world: { clock } } });
});
afterEach(() => running.stop());

interface Begun {
  readonly session: SessionRecord;
  readonly order: string;
  readonly returnUrl: string;
  readonly link: string;
}

type Gateway = "ottpay" | "ottu";
const methods = { ottpay: "ottpay:ALIPAY", ottu: "ottu:knet-main" } as const;

async function begin(gateway: Gateway, expiresInSeconds: number): Promise<Begun> {
  const money = gateway === "ottpay" ? inCanada : {};
  const session = await running.client.createSession(anOrder({ ...money, expiresInSeconds }));
  const started = await start(running, session, methods[gateway]);
  assert.equal(started.status, 201, started.text);
  const { ref, redirectUrl } = await atGateway(running, session.id);
  return { session, order: ref, returnUrl: redirectUrl, link: linkOf(started) };
}

function linkOf(started: Answer): string {
  return (started.json as { readonly redirectUrl: string }).redirectUrl;
}

async function pageOf({ returnUrl }: Begun): Promise<string> {
  const answer = await fetch(returnUrl, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "").pathname;
}

async function standing({ session }: Pick<Begun, "session">): Promise<string> {
  const { status, payments } = await running.client.getSession(session.id);
  return `${status}/${payments.at(-1)?.status ?? "-"}`;
}

/** An instance's workers on the same ledger, by a clock of its own. @param warned told of each warning */
async function work(of: ForwardClock, warned: () => void = () => undefined): Promise<Proxy> {
  const destination = { write: (line: string) => void (line.includes('"level":40') && warned()) };
  const logger = createLogger({ level: "warn", secrets: [], destination });
  const instance = await createProxy(running.env, { world: { clock: of, logger } });
  instance.startWorkers();
  return instance;
}

/** Resolves when workers by a clock that is ahead have asked once, and written what follows. */
async function workAhead(): Promise<void> {
  const wrong = new ForwardClock();
  wrong.forward(aheadMs);
  const asked = nextQuestion(running.sandbox);
  const instance = await work(wrong);
  await asked;
  await instance.stop();
}

/** Resolves when workers by the right clock have told that the session is paid. */
async function assertToldPaid(...all: readonly Begun[]): Promise<void> {
  const instance = await work(new ForwardClock());
  await Promise.all(
    all.map(({ session }) =>
      running.event(({ type, data }) => type === "checkout.paid" && data.session.id === session.id),
    ),
  );
  await instance.stop();
}

describe("after a clock was three hours ahead", () => {
  it("an event of the wrong time holds no later one back, and is told itself", async () => {
    const [early, late] = [await begin("ottu", aDay), await begin("ottu", aDay)];
    clock.forward(aheadMs);
    await running.sandbox.ottu.pay(early.order, { webhook: "never" });
    assert.equal(await pageOf(early), "/thank-you");
    clock.forward(-aheadMs);
    await running.sandbox.ottu.pay(late.order, { webhook: "never" });
    assert.equal(await pageOf(late), "/thank-you");
    await assertToldPaid(early, late);
  });

  it("an event that the shop could not take at the wrong time is tried again at once", async () => {
    const one = await begin("ottu", aDay);
    await running.sandbox.ottu.pay(one.order, { webhook: "never" });
    const wrong = new ForwardClock();
    wrong.forward(aheadMs);
    // The shop takes no message of another time, and the log says so.
    const log = new EventEmitter();
    const refused = once(log, "warning");
    const instance = await work(wrong, () => log.emit("warning"));
    await refused;
    await instance.stop();
    assert.equal((await running.proxy.ledger.listFailedEvents(9)).length, 1);
    await assertToldPaid(one);
  });

  it("a genuine notification is confirmed", async () => {
    for (const gateway of ["ottu", "ottpay"] as const) {
      const one = await begin(gateway, aDay);
      await workAhead();
      if (gateway === "ottu") await running.sandbox.ottu.pay(one.order, { webhook: "now" });
      else await running.sandbox.ottpay.pay(one.order, { callback: "now" });
      await assertToldPaid(one);
    }
  });

  it("a notification that came meanwhile is confirmed", async () => {
    const one = await begin("ottu", aDay);
    clock.forward(aheadMs);
    await running.sandbox.ottu.pay(one.order, { webhook: "now" });
    assert.equal(await standing(one), "pending/pending");
    clock.forward(-aheadMs);
    await assertToldPaid(one);
  });

  it("the reconciler finds money that nobody tells of", async () => {
    const one = await begin("ottu", aDay);
    await workAhead();
    await running.sandbox.ottu.pay(one.order, { webhook: "never" });
    await assertToldPaid(one);
  });

  it("a press is answered with the link that is out, although its time seemed over", async () => {
    const one = await begin("ottpay", 3_600);
    await workAhead();
    const again = await start(running, one.session, "ottpay:ALIPAY");
    assert.deepEqual([again.status, linkOf(again)], [201, one.link]);
    assert.equal(running.sandbox.ottpay.orders().length, 1);
    assert.equal(await standing(one), "pending/pending");
  });
});

describe("a return, after the clock was three hours ahead", () => {
  it("asks the gateway", async () => {
    const one = await begin("ottu", aDay);
    clock.forward(aheadMs);
    assert.equal(await pageOf(one), "/thank-you");
    clock.forward(-aheadMs);
    await running.sandbox.ottu.pay(one.order, { webhook: "never" });
    assert.equal(await pageOf(one), "/thank-you");
    assert.equal(await standing(one), "paid/paid");
    assert.equal(questionsOf(running.sandbox).length, 2);
  });

  it("asks about an order that the wrong clock ended of age", async () => {
    const one = await begin("ottpay", 900);
    clock.forward(aheadMs);
    assert.equal(await pageOf(one), "/checkout");
    assert.equal(await standing(one), "expired/expired");
    clock.forward(-aheadMs);
    assert.equal(await pageOf(one), "/thank-you");
    assert.equal(await standing(one), "pending/pending");
    await running.sandbox.ottpay.pay(one.order, { callback: "never" });
    clock.forward(3_000);
    assert.equal(await pageOf(one), "/thank-you");
    assert.equal(await standing(one), "paid/paid");
  });

  it("has the time that a session was given by the wrong clock, and no more", async () => {
    clock.forward(aheadMs);
    const session = await running.client.createSession(
      anOrder({ ...inCanada, expiresInSeconds: 900 }),
    );
    clock.forward(-aheadMs);
    const view = (await running.get(`/v1/checkout/${session.id}`)).json as {
      readonly now: string;
      readonly expiresAt: string;
    };
    assert.equal(Date.parse(view.expiresAt) - Date.parse(view.now), 900_000);
    assert.equal((await start(running, session, "ottpay:ALIPAY")).status, 201);
    const [order] = running.sandbox.ottpay.orders();
    assert.ok((order?.expiresAt ?? Infinity) <= Date.now() + 900_000);
  });
});

describe("while a clock is three hours behind", () => {
  it("money is found and told, and again when it is right", async () => {
    const [one, two] = [await begin("ottu", aDay), await begin("ottu", aDay)];
    assert.equal(await pageOf(one), "/thank-you");
    clock.forward(-aheadMs);
    await running.sandbox.ottu.pay(one.order, { webhook: "now" });
    assert.equal(await pageOf(one), "/thank-you");
    assert.equal(await standing(one), "paid/paid");
    clock.forward(aheadMs);
    await running.sandbox.ottu.pay(two.order, { webhook: "now" });
    await assertToldPaid(one, two);
  });
});
