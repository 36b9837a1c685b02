/**
 * Charges whose end was not heard: each is asked about until it is known, and none is sent again.
 * Time runs twenty times as fast, because most of it is spent waiting for an answer that never comes.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { z } from "zod";
import type { eventList, SessionRecord, ShopEvent } from "../../../contract/contract.ts";
import type { ShopEventType } from "../../../contract/vocabulary.ts";
import type { Behaviour } from "../../../demo/sandbox/index.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import {
  anOrder,
  asShop,
  inCanada,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import {
  chargesOf,
  payByCard,
  postCard,
  runCardProxy,
  sealCard,
} from "../../support/sealed-cards.ts";
import { TickingClock } from "../../support/ticking-clock.ts";

type EventList = z.infer<typeof eventList>;

const clock = new TickingClock(20);

let running: RunningProxy;
before(async () => {
  running = await runCardProxy({ options: { world: { clock } } });
});
after(() => running.stop().finally(() => clock.stop()));

function aSession(): Promise<SessionRecord> {
  return running.client.createSession(anOrder(inCanada));
}

const pay = (session: SessionRecord) => payByCard(running, session, { now: clock.now() });

/** By reading: our clock soon runs too far ahead for a shop to believe what is signed by it. */
async function eventOf(type: ShopEventType, { id }: SessionRecord): Promise<ShopEvent> {
  for (;;) {
    const { events } = (await running.get("/v1/events?limit=500", asShop)).json as EventList;
    const found = events.find((event) => event.type === type && event.data.session.id === id);
    if (found !== undefined) return found;
    await systemClock.wait(20);
  }
}

/** Until a test says that the gateway's books have caught up. */
const notInItsBooks: Behaviour = { do: "lag", ms: 3_600_000 };

const unheard: readonly Behaviour[] = [
  { do: "commit-then-reset" },
  { do: "commit-then-hang" },
  { do: "html", commit: true },
  { do: "status", status: 502, commit: true },
  { do: "status", status: 403, commit: true },
  { do: "wrong-seal" },
  { do: "error", code: "SYSTEM_ERROR", commit: true },
  { do: "error", code: "SOMETHING_NEW", commit: true },
  { do: "error", code: "ORDER_USED", commit: true },
];

describe("a charge that was made and not heard of", () => {
  for (const behaviour of unheard) {
    it(`is found by asking and never repeated: ${JSON.stringify(behaviour)}`, async () => {
      const session = await aSession();
      running.sandbox.behave("ottpay", "CC_PURCHASE", behaviour, 1);
      running.sandbox.behave("ottpay", "CC_QUERYPAY", notInItsBooks);
      const sent = running.sandbox.ottpay.calls("CC_PURCHASE");
      const sealed = await sealCard(running, session.id, { now: clock.now() });
      const answer = await postCard(running, session.id, sealed);
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.json.status, "pending");
      assert.equal((await pay(session)).json.error.code, "payment_processing");
      running.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "normal" });
      await eventOf("checkout.paid", session);
      const { payments } = await running.client.getSession(session.id);
      assert.deepEqual(
        payments.map(({ status, evidence }) => [status, evidence]),
        [["paid", "query"]],
      );
      assert.equal((await postCard(running, session.id, sealed)).json.status, "paid");
      assert.equal((await chargesOf(running, session)).length, 1);
      assert.equal(running.sandbox.ottpay.calls("CC_PURCHASE") - sent, 1);
    });
  }
});

describe("a charge whose session another one replaced", () => {
  it("is waited for there as well: a card is not charged for both", async () => {
    const asked = anOrder(inCanada);
    const replaced = await running.client.createSession(asked);
    running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "commit-then-reset" }, 1);
    running.sandbox.behave("ottpay", "CC_QUERYPAY", notInItsBooks);
    assert.equal((await pay(replaced)).json.status, "pending");
    const session = await running.client.createSession({ ...asked, amount: "29.99" });
    assert.notEqual(session.id, replaced.id);
    const early = await pay(session);
    assert.equal(early.json.error?.code, "payment_processing", early.text);
    running.sandbox.behave("ottpay", "CC_QUERYPAY", { do: "normal" });
    await eventOf("payment.late", replaced);
    assert.equal((await pay(session)).json.error.code, "order_paid");
    assert.deepEqual(await chargesOf(running, session), []);
  });

  it("is not waited for where the shop wants the order to be paid again", async () => {
    const asked = anOrder({ ...inCanada, allowRepeat: true });
    const replaced = await running.client.createSession(asked);
    running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "reset" }, 1);
    assert.equal((await pay(replaced)).json.status, "pending");
    const session = await running.client.createSession({ ...asked, amount: "29.99" });
    assert.equal((await pay(session)).json.status, "paid");
  });
});

describe("a charge that never reached the gateway", () => {
  it("blocks other cards, not other methods, and ends with the session", async () => {
    const session = await running.client.createSession(
      anOrder({ ...inCanada, expiresInSeconds: 90 }),
    );
    running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "reset" }, 1);
    assert.equal((await pay(session)).json.status, "pending");
    assert.equal((await pay(session)).json.error.code, "payment_processing");
    let wallet = await start(running, session, "ottpay:ALIPAY");
    // Asked about only a moment ago: until the gateway may be asked again, nothing else is opened.
    while (wallet.status === 409) {
      await systemClock.wait(20);
      wallet = await start(running, session, "ottpay:ALIPAY");
    }
    assert.equal(wallet.status, 201, wallet.text);
    const expired = await eventOf("checkout.expired", session);
    const [payment] = expired.data.session.payments;
    assert.deepEqual([payment?.status, payment?.reason], ["expired", "never_seen"]);
  });

  it("is no attempt where certainly nothing was sent", async () => {
    const session = await aSession();
    for (const [behaviour, status, code] of [
      [{ do: "status", status: 429 }, 502, "gateway_unavailable"],
      [{ do: "error", code: "PARAM_INVALID" }, 502, "gateway_rejected"],
      [{ do: "error", code: "PWD_INCORRECT" }, 502, "gateway_rejected"],
    ] as const) {
      for (let tries = 0; tries < 2; tries += 1) {
        running.sandbox.behave("ottpay", "CC_PURCHASE", behaviour, 1);
        const answer = await pay(session);
        assert.deepEqual([answer.status, answer.json.error.code], [status, code]);
      }
    }
    assert.equal((await pay(session)).json.status, "paid");
    assert.deepEqual(
      ((await running.get("/v1/events?limit=500", asShop)).json as EventList).events
        .filter(({ data }) => data.session.id === session.id)
        .map(({ type }) => type)
        .filter((type) => type !== "checkout.paid"),
      [],
    );
  });

  it("is declined where the gateway says FAIL and nothing else", async () => {
    const session = await aSession();
    running.sandbox.behave("ottpay", "CC_PURCHASE", { do: "error", code: "FAIL" }, 1);
    const answer = await pay(session);
    assert.deepEqual([answer.json.status, answer.json.reason], ["failed", "declined"]);
  });
});

describe("a proxy that is held up before it sends a charge", () => {
  it("sends it no more: who looked meanwhile may have ended it", async (test) => {
    let ahead = 0;
    let isHeldUp = false;
    const held = await runCardProxy({
      options: {
        world: {
          clock: { now: () => Date.now() + ahead, wait: (...time) => systemClock.wait(...time) },
          random: (count) => {
            if (isHeldUp) ahead += 11_000;
            return randomBytes(count);
          },
        },
      },
    });
    test.after(() => held.stop());
    const session = await held.client.createSession(anOrder(inCanada));
    isHeldUp = true;
    const late = await payByCard(held, session);
    isHeldUp = false;
    assert.deepEqual([late.status, late.json.error?.code], [504, "gateway_timeout"], late.text);
    assert.equal(held.sandbox.ottpay.calls("CC_PURCHASE"), 0);
    const now = Date.now() + ahead;
    assert.equal((await payByCard(held, session, { now })).json.status, "paid");
  });
});
