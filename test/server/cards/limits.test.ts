/** Against card testing: how many cards who may try, and what happens when nearly all are declined. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { systemClock, type Clock } from "../../../server/platform/clock.ts";
import {
  anOrder,
  inCanada,
  start,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { payByCard, runCardProxy } from "../../support/sealed-cards.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;
const declined = "4000000000000002";

/** Begins five minutes into an hour, so that no window ends while a test looks at it. */
let ahead = 5 * minuteMs - (Date.now() % hourMs);
const clock: Clock = {
  now: () => Date.now() + ahead,
  wait: (ms, signal) => systemClock.wait(ms, signal),
};

let first: RunningProxy;
let second: RunningProxy;
before(async () => {
  const options = { world: { clock } };
  first = await runCardProxy({ options });
  second = await runCardProxy({
    options,
    sandbox: first.sandbox,
    env: { DATABASE_URL: first.env["DATABASE_URL"] ?? "" },
  });
});
after(async () => {
  await second.stop();
  await first.stop();
});
beforeEach(() => {
  ahead += 2 * hourMs;
});

function aSession(): Promise<SessionRecord> {
  return first.client.createSession(anOrder(inCanada));
}

async function pay(
  session: SessionRecord,
  { number, address, at = first }: { number?: string; address?: string; at?: RunningProxy } = {},
): Promise<Answer> {
  return payByCard(at, session, {
    now: clock.now(),
    ...(number === undefined ? {} : { card: { number } }),
    ...(address === undefined ? {} : { address }),
  });
}

describe("cards", () => {
  it("are five for a session, whichever instance is asked", async () => {
    const session = await aSession();
    for (let tries = 0; tries < 5; tries += 1) {
      const at = tries % 2 === 0 ? first : second;
      assert.equal((await pay(session, { number: declined, at })).json.status, "failed");
    }
    const sixth = await pay(session);
    assert.equal(sixth.status, 429);
    assert.equal(sixth.json.error.code, "too_many_attempts");
    assert.equal(sixth.headers.get("retry-after"), null);
    assert.equal((await start(first, session, "ottpay:ALIPAY")).status, 201);
    assert.equal((await pay(await aSession())).json.status, "paid");
  });

  it("are five for a session, even when they come all at once", async () => {
    const session = await aSession();
    first.sandbox.ottpay.setCards({ outcome: "decline" });
    const sent = first.sandbox.ottpay.calls("CC_PURCHASE");
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => pay(session, { at: index % 2 ? first : second })),
    );
    first.sandbox.ottpay.setCards({});
    assert.ok(answers.every(({ status }) => [201, 409, 429].includes(status)));
    assert.ok(first.sandbox.ottpay.calls("CC_PURCHASE") - sent <= 5);
    const open = (await first.client.getSession(session.id)).payments;
    assert.ok(open.length <= 5);
  });

  it("are twenty an hour for an address, over all sessions and instances", async () => {
    const address = "198.51.100.7";
    for (let tries = 0; tries < 20; tries += 1) {
      const at = tries % 2 === 0 ? first : second;
      assert.equal((await pay(await aSession(), { address, at })).json.status, "paid");
    }
    const session = await aSession();
    for (const at of [first, second]) {
      const answer = await pay(session, { address, at });
      assert.equal(answer.json.error.code, "too_many_attempts");
      const seconds = Number(answer.headers.get("retry-after"));
      assert.ok(seconds > 0 && seconds <= 3600);
    }
    assert.equal((await start(first, session, "ottpay:ALIPAY")).status, 201);
    assert.equal((await pay(await aSession(), { address: "198.51.100.8" })).json.status, "paid");
    ahead += hourMs;
    assert.equal((await pay(await aSession(), { address })).json.status, "paid");
  });

  it("are paused for ten minutes when nearly all are declined, with one line and a count", async () => {
    for (let sessions = 0; sessions < 4; sessions += 1) {
      const session = await aSession();
      for (let tries = 0; tries < 5; tries += 1) await pay(session, { number: declined });
    }
    const session = await aSession();
    const paused = await pay(session);
    assert.equal(paused.json.error.code, "too_many_attempts", paused.text);
    assert.ok(Number(paused.headers.get("retry-after")) <= 600);
    assert.equal((await start(first, session, "ottpay:WECHATPAY")).status, 201);
    const lines = first.log.filter((line) => line.includes("cards are paused"));
    assert.equal(lines.length, 1);
    const metrics = (await first.get("/metrics")).text;
    assert.match(metrics, /^otter_cards_paused_total\{account="default"\} 1$/m);
    ahead += 10 * minuteMs;
    assert.equal((await pay(await aSession())).json.status, "paid");
  });

  it("are paused as well when the gateway tells of the declines only when it is asked", async (t) => {
    const alone = await runCardProxy({ options: { world: { clock } } });
    t.after(() => alone.stop());
    alone.sandbox.ottpay.setCards({ outcome: "error" });
    const open = () => alone.client.createSession(anOrder(inCanada));
    for (let tries = 0; tries < 20; tries += 1) {
      const session = await open();
      assert.equal((await pay(session, { at: alone })).json.status, "pending");
      // A question so soon after the charge's own answer would be asked for nothing.
      ahead += 2_000;
      await start(alone, session, "ottpay:ALIPAY");
      const [charge] = (await alone.client.getSession(session.id)).payments;
      assert.equal(charge?.status, "failed");
    }
    const paused = await pay(await open(), { at: alone });
    assert.equal(paused.json.error?.code, "too_many_attempts", paused.text);
  });

  it("are not paused by declines among others that are paid", async () => {
    for (let tries = 0; tries < 24; tries += 1) {
      const number = tries % 4 === 0 ? undefined : declined;
      const answer = await pay(await aSession(), number === undefined ? {} : { number });
      assert.equal(answer.status, 201, answer.text);
    }
  });
});
