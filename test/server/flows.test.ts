/**
 * The flows without HTTP, over a real ledger and two model gateways, in a world where nothing is
 * left to chance. Each case is one that random interleavings once came upon.
 */
import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { after, before, describe, it, type TestContext } from "node:test";
import type { CreateSessionRequest, SessionRecord } from "../../contract/contract.ts";
import type { ShopEventType } from "../../contract/vocabulary.ts";
import { advance, rest } from "../interleavings/drive.ts";
import { createFreshLedgers, type FreshLedgers } from "../interleavings/fresh-ledgers.ts";
import { alwaysWrong } from "../interleavings/laws.ts";
import type { ModelGateway } from "../interleavings/model-gateway.ts";
import type { ModelOrder } from "../interleavings/model-order.ts";
import { deliver } from "../interleavings/perform.ts";
import { World } from "../interleavings/world.ts";

let ledgers: FreshLedgers;
before(async () => {
  ledgers = await createFreshLedgers();
});
after(() => ledgers.remove());

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const wallet = { method: "ottpay:WECHATPAY" };
const knet = { method: "ottu:knet" };

async function aWorld(test: TestContext): Promise<World> {
  const ledger = await ledgers.open();
  const world = new World(ledger);
  test.after(() => {
    for (const { life } of world.processes) life.end();
  });
  return world;
}

function create(world: World, change: Partial<CreateSessionRequest> = {}): Promise<SessionRecord> {
  const body = { orderRef: "W-1", amount: "19.99", currency: "CAD", ...change };
  const caller = { apiKey: "key", idempotencyKey: undefined };
  return world
    .flows(0)
    .sessions.create(body, caller)
    .then(({ record }) => record);
}

function read(world: World, { id }: SessionRecord): Promise<SessionRecord> {
  return world.flows(0).sessions.read(id);
}

/** A start whose outcome is looked at later, when time has moved. */
function begin(world: World, { id }: SessionRecord, request: { method: string }) {
  const started = world.flows(0).payments.start(id, request);
  started.catch(() => undefined);
  return started;
}

/** What has been answered by now: nothing here waits for time that does not move. */
function byNow<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const tooLate = turn().then((): never => {
    throw new Error("still unanswered");
  });
  return Promise.race([answer, tooLate]);
}

async function begun(
  world: World,
  session: SessionRecord,
  request: { method: string },
): Promise<ModelOrder> {
  const started = begin(world, session, request);
  await advance(world, 2 * second);
  await byNow(started);
  const gateway = request === wallet ? world.ottpay : world.ottu;
  const order = gateway.orders.at(-1);
  assert.ok(order !== undefined);
  return order;
}

async function pay(world: World, gateway: ModelGateway, order: ModelOrder): Promise<void> {
  assert.ok(gateway.pay(order, "full", 0));
  await tellLast(world, gateway);
}

async function tellLast(world: World, gateway: ModelGateway): Promise<void> {
  const message = gateway.messages.at(-1);
  assert.ok(message !== undefined);
  deliver(world, message, 0);
  await advance(world, second);
}

function told(world: World): ShopEventType[] {
  return world.books.events.map(({ type }) => type);
}

function statuses({ payments }: SessionRecord): string[] {
  return payments.map(({ status }) => status);
}

/** Of the session, and of its payments. */
function standing(session: SessionRecord): string[] {
  return [session.status, ...statuses(session)];
}

describe("a start", () => {
  it("hands out no link of a session that was paid while the gateway was asked", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const paid = await begun(world, session, wallet);
    world.ottu.line.fault("create", "slow");
    const late = begin(world, session, knet);
    await rest(world);
    await pay(world, world.ottpay, paid);
    await advance(world, 6 * second);
    await assert.rejects(byNow(late), { code: "already_paid" });
    await advance(world, minute);
    assert.equal(world.ottu.orders.length, 1);
    assert.deepEqual(statuses(await read(world, session)), ["paid", "expired"]);
    assert.deepEqual(told(world), ["checkout.paid"]);
  });

  it("is refused while another session of the order is in review or has authorized money", async (test) => {
    for (const [kind, code] of [
      ["short", "order_in_review"],
      ["full", "order_paid"],
    ] as const) {
      const world = await aWorld(test);
      const first = await create(world);
      const order = await begun(world, first, knet);
      const edited = await create(world, { amount: "25.00" });
      world.ottu.move(order, "authorize", kind, 0);
      await tellLast(world, world.ottu);
      await assert.rejects(begin(world, edited, wallet), { code });
    }
  });

  it("joins a query of somebody else for two seconds at most", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, wallet);
    await advance(world, 14 * minute + 10 * second);
    world.ottpay.line.fault("query", "lost");
    void world.flows(0).returns.target(order.returnToken);
    await rest(world);
    const started = begin(world, session, wallet);
    await advance(world, 2 * second);
    await assert.rejects(byNow(started), { code: "order_ending" });
  });

  it("waits for no other gateway's list", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    world.ottu.line.fault("methods", "lost");
    const started = begin(world, session, wallet);
    await rest(world);
    assert.match((await byNow(started)).redirectUrl, /^https:\/\/ottpay\.example/);
  });

  /** Ten seconds in all: what is stored and sent after the last wait must fit in as well. */
  it("ends before its ten seconds are over while a list is asked for a second time", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    world.ottu.line.fault("methods", "slow");
    const view = world.flows(0).checkout.view(session.id);
    await advance(world, 5 * second);
    await view;
    world.ottu.renameCode();
    world.ottu.line.fault("create", "slow");
    world.ottu.line.fault("methods", "lost");
    const started = begin(world, session, knet);
    await advance(world, 9.5 * second);
    await assert.rejects(byNow(started), { code: "gateway_timeout" });
  });

  it("ends before its ten seconds are over when neither a first call nor its repeat is answered", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    world.ottpay.line.fault("create", "lost");
    world.ottpay.line.fault("create", "lost");
    const started = begin(world, session, wallet);
    await advance(world, 9.5 * second);
    await assert.rejects(byNow(started), { code: "gateway_timeout" });
  });

  /** The order was handed out again although the gateway had just said that it ended. */
  it("asks first while a notification waits to be confirmed", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const declined = await begun(world, session, knet);
    for (const end of ["decline", "cancel"] as const) {
      assert.ok(world.ottu.move(declined, end, "full", 0));
      const message = world.ottu.messages.at(-1);
      assert.ok(message !== undefined);
      // The first is asked about at once; the second is not, because that was a moment ago.
      deliver(world, message, 0);
      await rest(world);
    }
    assert.deepEqual(statuses(await read(world, session)), ["pending"]);
    const started = begin(world, session, knet);
    await advance(world, second);
    const { redirectUrl } = await byNow(started);
    assert.ok(!redirectUrl.includes(declined.ref));
    assert.deepEqual(statuses(await read(world, session)), ["canceled", "pending"]);
  });

  it("gets a successor 30 s past the end of an order that the gateway says nothing about", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const first = await begun(world, session, wallet);
    for (let ask = 0; ask < 60; ask += 1) world.ottpay.line.fault("query", "reset");
    await advance(world, 15 * minute + 20 * second);
    const early = begin(world, session, wallet);
    await rest(world);
    await assert.rejects(byNow(early), { code: "order_ending" });
    await advance(world, 11 * second);
    const next = await begun(world, session, wallet);
    assert.notEqual(next.number, first.number);
    assert.deepEqual(alwaysWrong(world), []);
  });
});

describe("money", () => {
  it("that is authorized beside money that is paid is told as a duplicate", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const walletOrder = await begun(world, session, wallet);
    const knetOrder = await begun(world, session, knet);
    world.ottu.line.fault("close", "reset");
    await pay(world, world.ottpay, walletOrder);
    world.ottu.move(knetOrder, "authorize", "full", 0);
    await tellLast(world, world.ottu);
    assert.deepEqual(told(world), ["checkout.paid", "payment.duplicate"]);
    assert.equal((await read(world, session)).status, "paid");
  });

  it("that is authorized after a cancel is told as late", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, knet);
    world.ottu.line.fault("close", "reset");
    await world.flows(0).sessions.cancel(session.id);
    world.ottu.move(order, "authorize", "full", 0);
    await tellLast(world, world.ottu);
    assert.deepEqual(told(world), ["payment.late"]);
  });

  it("that is authorized and then called failed was given up: authorized becomes canceled", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, knet);
    world.ottu.move(order, "authorize", "full", 0);
    await tellLast(world, world.ottu);
    world.ottu.move(order, "drop", "full", 0);
    await tellLast(world, world.ottu);
    assert.deepEqual(statuses(await read(world, session)), ["canceled"]);
    assert.deepEqual(told(world), ["checkout.authorized", "payment.failed"]);
  });

  /** A capture was noticed within 72 hours of the authorization only, or never. */
  it("that is authorized is minded while it may be taken, though nobody tells of the capture", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, knet);
    world.ottu.move(order, "authorize", "full", 0);
    await tellLast(world, world.ottu);
    await advance(world, 10 * 24 * hour);
    world.ottu.move(order, "capture", "full", 0);
    await advance(world, 12 * hour);
    assert.deepEqual(statuses(await read(world, session)), ["paid"]);
    assert.deepEqual(told(world), ["checkout.authorized", "checkout.paid"]);
    await advance(world, 60 * 24 * hour);
    assert.equal(await world.ledger.nextDueAt(world.time.now()), null);
  });

  /** One answer of books that lagged the message, and the payment was never asked about again. */
  it("that a message tells of after the watch is asked about until the gateway's books have it", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, wallet);
    await advance(world, 4 * 24 * hour);
    world.ottpay.move(order, "late", "full", 5 * second);
    await tellLast(world, world.ottpay);
    await advance(world, 2 * minute);
    assert.deepEqual(statuses(await read(world, session)), ["paid"]);
    assert.deepEqual(told(world), ["checkout.expired", "checkout.paid"]);
  });

  it("that the shop decided about stays decided when the gateway repeats itself, and other money does not", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, wallet);
    world.ottpay.pay(order, "short", 0);
    await tellLast(world, world.ottpay);
    const [payment] = (await read(world, session)).payments;
    await world.flows(0).sessions.resolve(session.id, {
      payment: payment?.id ?? "",
      as: "failed",
      note: "sent back",
    });
    await tellLast(world, world.ottpay);
    assert.deepEqual(statuses(await read(world, session)), ["failed"]);
    assert.deepEqual(told(world), ["payment.review", "payment.failed"]);
    world.ottpay.move(order, "again", "full", 0);
    await tellLast(world, world.ottpay);
    assert.deepEqual(statuses(await read(world, session)), ["paid"]);
    assert.equal(told(world).at(-1), "checkout.paid");
  });
});

describe("money that the shop did not know of when it decided", () => {
  it("makes the payment paid where the gateway then has the whole sum, and nothing can be paid again", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, knet);
    world.ottu.pay(order, "short", 0);
    await tellLast(world, world.ottu);
    const [payment] = (await read(world, session)).payments;
    await world.flows(0).sessions.resolve(session.id, {
      payment: payment?.id ?? "",
      as: "failed",
      note: "only a part came",
    });
    world.ottu.move(order, "complete", "full", 0);
    await tellLast(world, world.ottu);
    assert.deepEqual(statuses(await read(world, session)), ["paid"]);
    assert.deepEqual(told(world), ["payment.review", "payment.failed", "checkout.paid"]);
    await assert.rejects(byNow(begin(world, session, wallet)), { code: "already_paid" });
  });

  it("that was refunded while in review is told, and stays the shop's to decide", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, knet);
    world.ottu.pay(order, "short", 0);
    await tellLast(world, world.ottu);
    world.ottu.move(order, "refund", "full", 0);
    await tellLast(world, world.ottu);
    await tellLast(world, world.ottu);
    assert.deepEqual(statuses(await read(world, session)), ["review"]);
    assert.deepEqual(told(world), ["payment.review", "payment.refunded"]);
  });
});

describe("an order that was never made", () => {
  it("ends when its time is over and the gateway knows of none, and its session with it", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    world.ottpay.line.fault("create", "reset");
    world.ottpay.line.fault("create", "reset");
    world.ottpay.line.fault("create", "reset");
    world.ottpay.line.fault("create", "reset");
    const started = begin(world, session, wallet);
    await rest(world);
    await assert.rejects(byNow(started), { code: "gateway_timeout" });
    await advance(world, 2 * hour);
    assert.deepEqual(statuses(await read(world, session)), ["expired", "expired"]);
    assert.deepEqual(told(world), ["checkout.expired"]);
  });
});

describe("an order at Ottu whose making was never answered", () => {
  it("keeps its reference once that is proven, whatever a message names later", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    world.ottu.line.fault("create", "broken");
    world.ottu.line.fault("close", "reset");
    await begun(world, session, knet);
    const [lost, other] = world.ottu.orders;
    assert.ok(lost !== undefined && other !== undefined);
    world.ottu.move(lost, "decline", "full", 0);
    await tellLast(world, world.ottu);
    const message = world.ottu.messages.at(-1);
    assert.ok(message !== undefined);
    deliver(world, message, 0, { content: { ...message.content, providerRef: other.ref } });
    await advance(world, minute);
    assert.deepEqual(told(world), ["payment.unmatched"]);
    await pay(world, world.ottu, lost);
    assert.deepEqual(statuses(await read(world, session)), ["paid", "expired"]);
  });
});

describe("the question that follows a close", () => {
  it("is counted as any other: a message waits a second before it is confirmed", async (test) => {
    const world = await aWorld(test);
    const session = await create(world);
    const order = await begun(world, session, knet);
    world.ottu.line.fault("close", "slow");
    await world.flows(0).sessions.cancel(session.id);
    await advance(world, second);
    world.ottu.line.fault("query", "slow");
    await advance(world, 4 * second);
    world.ottu.move(order, "decline", "full", 0);
    await tellLast(world, world.ottu);
    await advance(world, minute);
    const asked = world.ottu.line.calls.filter(({ name }) => name === "query");
    const gaps = asked.slice(1).map(({ at }, before) => at - (asked[before]?.at ?? at));
    assert.ok(Math.min(...gaps) >= second, gaps.join(", "));
    assert.equal((await read(world, session)).status, "canceled");
  });
});

describe("a close that the gateway refuses", () => {
  /** The order has ended at the gateway, which says so 4 s later, and refuses to close it after 5 s. */
  async function refused(world: World) {
    const session = await create(world, { expiresInSeconds: 900 });
    const [paid, order] = [await begun(world, session, wallet), await begun(world, session, knet)];
    world.ottu.line.fault("close", "slow");
    world.ottu.move(order, "fail", "full", 4 * second);
    await pay(world, world.ottpay, paid);
    const closing = world.ottu.line.calls.find(({ name }) => name === "close");
    const asks = world.processes.findIndex(({ life }) => life === closing?.life);
    const comeBack = () => world.flows(asks).returns.target(order.returnToken);
    return { session, asks, comeBack };
  }

  async function givenUp(world: World, session: SessionRecord): Promise<number> {
    const { payments } = await read(world, session);
    const facts = payments.flatMap(({ history }) => history.map(({ fact }) => fact));
    return facts.filter((fact) => fact === "order_unclosable").length;
  }

  it("says nothing of an order that was found to have ended meanwhile", async (test) => {
    const world = await aWorld(test);
    const { session, comeBack } = await refused(world);
    await advance(world, 3.5 * second);
    await comeBack();
    assert.deepEqual(statuses(await read(world, session)), ["paid", "failed"]);
    await advance(world, minute);
    assert.equal(await givenUp(world, session), 0);
    assert.deepEqual(alwaysWrong(world), []);
  });

  it("leaves it wanted that what a clock which was ahead had ended meanwhile is closed", async (test) => {
    const world = await aWorld(test);
    const { session, asks, comeBack } = await refused(world);
    world.stall(asks + 1, 10 * second);
    await advance(world, 2 * second);
    world.putClock(0, hour);
    await comeBack();
    assert.deepEqual(statuses(await read(world, session)), ["paid", "expired"]);
    world.putClocksRight();
    await advance(world, minute);
    assert.deepEqual(alwaysWrong(world), []);
    assert.deepEqual(statuses(await read(world, session)), ["paid", "failed"]);
  });
});

describe("POST /v1/sessions", () => {
  it("lets a newer request allow the repeat that the unfinished session did not", async (test) => {
    const world = await aWorld(test);
    const first = await create(world);
    const order = await begun(world, first, wallet);
    const second = await create(world, { amount: "25.00" });
    await pay(world, world.ottpay, order);
    await assert.rejects(begin(world, second, knet), { code: "order_paid" });
    const again = await create(world, { amount: "25.00", allowRepeat: true });
    assert.equal(again.id, second.id);
    await begun(world, again, knet);
  });
});

describe("what a clock that was ahead has ended", () => {
  it("stays over where another session took its place", async (test) => {
    const world = await aWorld(test);
    const first = await create(world, { expiresInSeconds: 900 });
    await begun(world, first, wallet);
    world.putClock(0, hour);
    await advance(world, minute);
    assert.deepEqual(standing(await read(world, first)), ["expired", "expired"]);
    const second = await create(world, { expiresInSeconds: 900 });
    world.putClocksRight();
    await begun(world, second, knet);
    assert.deepEqual(standing(await read(world, first)), ["expired", "expired"]);
    assert.deepEqual(standing(await read(world, second)), ["pending", "pending"]);
    assert.deepEqual(alwaysWrong(world), []);
  });

  it("stays over where its own end is moments away", async (test) => {
    const world = await aWorld(test);
    const session = await create(world, { expiresInSeconds: 900 });
    world.putClock(0, 10 * minute);
    await advance(world, 15 * minute - second);
    world.putClocksRight();
    await world.flows(0).sessions.cancel(session.id);
    assert.deepEqual(standing(await read(world, session)), ["expired"]);
    assert.deepEqual(told(world), ["checkout.expired"]);
    assert.deepEqual(alwaysWrong(world), []);
  });

  it("goes on where nothing did, and is closed where its session is paid meanwhile", async (test) => {
    const world = await aWorld(test);
    const session = await create(world, { expiresInSeconds: 900 });
    const [paid, other] = [await begun(world, session, wallet), await begun(world, session, knet)];
    world.putClock(0, hour);
    await advance(world, minute);
    await pay(world, world.ottpay, paid);
    assert.deepEqual(standing(await read(world, session)), ["paid", "paid", "expired"]);
    world.putClocksRight();
    await world.flows(0).returns.target(other.returnToken);
    await advance(world, minute);
    const closed = world.ottu.line.calls.filter(({ name }) => name === "close");
    assert.deepEqual(
      closed.map(({ number }) => number),
      [other.number],
    );
    assert.deepEqual(alwaysWrong(world), []);
  });
});
