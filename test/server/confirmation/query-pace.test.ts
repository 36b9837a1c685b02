/**
 * Ottu's inquiry answers nothing in an order's first ten minutes, then every half hour, three times a
 * day. The simulator holds to that, so an ask that comes too soon is one that it refused.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { ShopEvent } from "../../../contract/contract.ts";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { createProxy } from "../../../server/index.ts";
import {
  begin,
  comeBack,
  disclosure,
  runLegacy,
  signed,
  standing,
  type Begun,
} from "../../support/legacy-ottu.ts";
import { MovedClock } from "../../support/moved-clock.ts";
import { asShop, listen, start, type RunningProxy } from "../../support/running-proxy.ts";

const minute = 60_000;
const hour = 60 * minute;
const open = "pending/pending:-";

let clock: MovedClock;
let sandbox: Sandbox;
let running: RunningProxy;

async function run(env: Record<string, string> = {}, workers = false): Promise<void> {
  clock = new MovedClock();
  sandbox = await startSandbox({ now: () => clock.now() });
  running = await runLegacy("pos", { env, sandbox, workers, options: { world: { clock } } });
}

/** Statuses of the inquiries so far. */
const inquiries = () =>
  sandbox.journal
    .entries()
    .filter(({ call, kind }) => call === "inquiry" && kind === "answer")
    .map(({ status }) => status);

/** Resolves when all that is due of a session has been done: nothing is asked or closed any more. */
async function settle({ session }: Begun): Promise<void> {
  for (;;) {
    const purchase = await running.proxy.ledger.readPurchase({ sessionId: session.id });
    const isDue = (at: number | null) => at !== null && at <= clock.now();
    const isBusy = (purchase?.payments ?? []).some(
      (payment) =>
        isDue(payment.nextAskAt) ||
        (payment.askLeaseUntil ?? 0) > clock.now() ||
        (payment.closeWanted && payment.status === "pending"),
    );
    if (!isBusy && !purchase?.sessions.some(({ nextCheckAt }) => isDue(nextCheckAt))) return;
    // A worker that was busy when the clock was moved sleeps for a second now.
    clock.move(1_000);
    await running.get("/healthz");
  }
}

afterEach(async () => {
  await running.stop();
  await sandbox.close();
});

describe("the inquiry, whoever asks", () => {
  beforeEach(() => run());

  it("is not made in the first ten minutes by a return, a start, a forged or an unsigned disclosure", async () => {
    const one = await begin(running);
    await sandbox.ottu.pay(one.order.sessionId, { webhook: "never" });
    for (const at of [0, 1, 5, 9, 9.9]) {
      clock.move((at === 0 ? 0 : 1.9) * minute);
      await comeBack(one);
      assert.equal((await start(running, one.session, "ottu:knet-main")).status, 201);
      assert.equal((await running.post(one.notifyPath, disclosure(one))).status, 200);
      const forged = signed(disclosure(one), "another-key");
      assert.equal((await running.post(one.notifyPath, forged)).status, 401);
    }
    assert.deepEqual(inquiries(), []);
    assert.equal(await standing(running, one), open);
  });

  it("heals a disclosure that was lost once its time has come, and says that it was asked", async () => {
    const one = await begin(running);
    await sandbox.ottu.pay(one.order.sessionId, { webhook: "never" });
    clock.move(10 * minute + 20_000);
    const page = await comeBack(one);
    assert.equal(page.pathname, "/thank-you");
    assert.deepEqual(inquiries(), [200]);
    assert.equal(await standing(running, one), "paid/paid:query");
  });

  it("finds out an end without money, and sends the shopper to the failure page", async () => {
    const one = await begin(running);
    await sandbox.ottu.pay(one.order.sessionId, { state: "canceled", webhook: "never" });
    clock.move(11 * minute);
    assert.equal((await comeBack(one)).pathname, "/checkout");
    assert.equal(await standing(running, one), "open/canceled:-");
  });

  it("is made once by two that ask at one time, also at two instances", async () => {
    const other = await createProxy(running.env, { world: { clock } });
    const server = createServer(other.listener);
    const url = await listen(server);
    try {
      const one = await begin(running);
      clock.move(11 * minute);
      const elsewhere = one.returnUrl.replace(running.url, url);
      for (let asks = 0; asks < 3; asks += 1) {
        await Promise.all([
          comeBack(one),
          comeBack({ ...one, returnUrl: elsewhere }),
          comeBack(one),
          comeBack({ ...one, returnUrl: elsewhere }),
        ]);
      }
      assert.deepEqual(inquiries(), [200]);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await other.stop();
    }
  });

  it("is made every half hour and three times a day, and never refused for coming too soon", async () => {
    const one = await begin(running, { expiresInSeconds: 3 * 86_400 });
    for (let passed = 0; passed < 50 * hour; passed += 5 * minute) {
      clock.move(5 * minute);
      await comeBack(one);
    }
    assert.deepEqual(
      inquiries(),
      Array.from({ length: 9 }, () => 200),
    );
    assert.equal(await standing(running, one), open);
  });
});

describe("an unsigned disclosure", () => {
  beforeEach(() => run({ OTTU_POS_TRUST: "signed" }, true));

  for (const [isPaid, found] of [
    [true, "paid/paid:query"],
    [false, open],
  ] as const) {
    it(`makes the inquiry that is due be made at once, which finds ${found}`, async () => {
      const one = await begin(running);
      if (isPaid) await sandbox.ottu.pay(one.order.sessionId, { webhook: "never" });
      clock.move(10 * minute + 16_000);
      assert.equal((await running.post(one.notifyPath, disclosure(one))).status, 200);
      await settle(one);
      assert.deepEqual([inquiries(), await standing(running, one)], [[200], found]);
    });
  }
});

describe("reserved money", () => {
  beforeEach(() => run({ OTTU_POS_TRUST: "signed" }, true));

  it("is given up when the inquiry says so, and no message of before reserves it again", async () => {
    const one = await begin(running);
    const authorized = signed(disclosure(one, { state: "authorized" }), sandbox.ottu.webhookKey);
    assert.equal((await running.post(one.notifyPath, authorized)).status, 200);
    const reserved = "authorized/authorized:signed";
    assert.equal(await standing(running, one), reserved);
    await sandbox.ottu.pay(one.order.sessionId, { state: "canceled", webhook: "never" });
    clock.move(11 * minute);
    while ((await standing(running, one)) === reserved) clock.move(1_000);
    assert.equal(await standing(running, one), "open/canceled:signed");
    assert.equal((await running.post(one.notifyPath, authorized)).status, 200);
    assert.equal(await standing(running, one), "open/canceled:signed");
  });
});

describe("the reconciler", () => {
  beforeEach(() => run({ OTTU_POS_TRUST: "query" }, true));

  async function pass(one: Begun, total: number, step: number): Promise<void> {
    for (let passed = 0; passed < total; passed += step) {
      clock.move(step);
      await settle(one);
    }
  }

  /** The shop of this test lives in real time and takes no event from another day: it reads them. */
  async function told(): Promise<readonly (readonly [string, unknown])[]> {
    const { json } = await running.get("/v1/events", asShop);
    const { events } = json as { events: ShopEvent[] };
    return events.map(({ type, data }) => [type, data.details] as const);
  }

  it("asks by itself, at the pace of the inquiry, and settles", async () => {
    const one = await begin(running);
    await pass(one, 8 * minute, minute);
    assert.deepEqual(inquiries(), []);
    await sandbox.ottu.pay(one.order.sessionId);
    await settle(one);
    assert.deepEqual(inquiries(), []);
    assert.equal(await standing(running, one), open);
    await pass(one, 3 * minute, minute);
    assert.deepEqual(await told(), [["checkout.paid", { evidence: "query" }]]);
    assert.deepEqual(inquiries(), [200]);
  });

  it("closes an order at the end of its session, which the gateway would keep open", async () => {
    const one = await begin(running, { expiresInSeconds: 900 });
    await pass(one, 901_000, 901_000);
    await pass(one, 31_000, 31_000);
    assert.deepEqual(await told(), [["checkout.expired", undefined]]);
    assert.equal(await standing(running, one), "expired/expired:-");
    assert.equal(sandbox.ottu.orders()[0]?.state, "expired");
    await sandbox.ottu.pay(one.order.sessionId, { webhook: "never" });
    await pass(one, 2 * hour, 10 * minute);
    assert.deepEqual((await told()).at(-1), ["checkout.paid", { evidence: "query" }]);
    assert.ok(inquiries().every((status) => status === 200));
  });

  it("keeps the day's last inquiry for after the order's end", async () => {
    const one = await begin(running, { expiresInSeconds: 5 * 3600 });
    sandbox.behave("ottu", "operation", { do: "error", code: "not_allowed" });
    await pass(one, 4.5 * hour, 10 * minute);
    assert.deepEqual(inquiries(), [200, 200]);
    await sandbox.ottu.pay(one.order.sessionId, { webhook: "never" });
    await pass(one, hour, 10 * minute);
    assert.deepEqual(inquiries(), [200, 200, 200]);
    assert.equal(await standing(running, one), "paid/paid:query");
  });

  it("goes on asking at that pace when the gateway does not answer", async () => {
    const one = await begin(running);
    sandbox.behave("ottu", "inquiry", { do: "status", status: 503 }, 1);
    await sandbox.ottu.pay(one.order.sessionId);
    await pass(one, hour - minute, 5 * minute);
    assert.deepEqual(await told(), [["checkout.paid", { evidence: "query" }]]);
    assert.deepEqual(inquiries(), [503, 200]);
  });

  it("gives up an order that the gateway does not know, after its end", async () => {
    const one = await begin(running, { expiresInSeconds: 900 });
    sandbox.reset();
    await pass(one, hour, 5 * minute);
    assert.deepEqual(await told(), [["checkout.expired", undefined]]);
    assert.equal(await standing(running, one), "expired/expired:-");
  });
});
