/**
 * An order at Ottu whose making was never answered, and a webhook that names its session id, which
 * V1 does not sign. Any signed message of that order could bring another session's money with it.
 */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { anOrder, runProxy, start, type RunningProxy } from "../../support/running-proxy.ts";

/** One for each test: what the gateway is told to answer must reach no other order. */
async function run(test: TestContext): Promise<RunningProxy> {
  const running = await runProxy();
  test.after(() => running.stop());
  return running;
}

interface Orphan {
  readonly session: SessionRecord;
  readonly paymentId: string;
  readonly orderNumber: string;
  /** Known to the gateway only. */
  readonly ref: string;
  readonly notifyPath: string;
}

/** Its making is cut off after it was done, and it cannot be closed either; another one is made. */
async function orphan(running: RunningProxy): Promise<Orphan> {
  const { sandbox, client } = running;
  const session = await client.createSession(anOrder());
  sandbox.behave("ottu", "pymt-txn:create", { do: "commit-then-reset" }, 1);
  sandbox.behave("ottu", "operation", { do: "reset" }, 1);
  assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
  const [lost] = (await client.getSession(session.id)).payments;
  const order = sandbox.ottu.orders().find(({ orderNo }) => orderNo === lost?.orderNumber);
  assert.ok(lost !== undefined && order !== undefined);
  return {
    session,
    paymentId: lost.id,
    orderNumber: lost.orderNumber,
    ref: order.sessionId,
    notifyPath: new URL(order.webhookUrl ?? "").pathname,
  };
}

/** Signed by V1: genuine, apart from the session id that it names. */
async function notify(
  running: RunningProxy,
  { orderNumber, notifyPath }: Orphan,
  ref: string,
): Promise<void> {
  const fields = {
    amount: "12.750",
    currency_code: "KWD",
    order_no: orderNumber,
    reference_number: "ref-1",
    result: "success",
    state: "paid",
  };
  const signature = running.sandbox.ottu.sign(fields, "v1");
  const answer = await running.post(notifyPath, { ...fields, session_id: ref, signature });
  assert.equal(answer.status, 200);
}

async function statusOf(
  running: RunningProxy,
  { session, paymentId }: Orphan,
): Promise<string | undefined> {
  const { payments } = await running.client.getSession(session.id);
  return payments.find(({ id }) => id === paymentId)?.status;
}

const isAbout =
  ({ session, paymentId }: Orphan, type: string) =>
  (event: { type: string; data: { session: { id: string }; payment: string | null } }) =>
    event.type === type && event.data.session.id === session.id && event.data.payment === paymentId;

/** Resolves when the gateway has answered a question about an order. */
function nextAnswer({ sandbox }: RunningProxy): Promise<void> {
  return new Promise((resolve) => {
    const stop = sandbox.journal.onEntry(({ call, kind }) => {
      if (call !== "pymt-txn:read" || kind !== "answer") return;
      stop();
      resolve();
    });
  });
}

describe("an order at Ottu whose making was never answered", { concurrency: true }, () => {
  it("is paid when the gateway states its number, amount and currency", async (test) => {
    const running = await run(test);
    const lost = await orphan(running);
    await running.sandbox.ottu.pay(lost.ref, { webhook: "now" });
    await running.event(isAbout(lost, "checkout.paid"));
    assert.equal(await statusOf(running, lost), "paid");
  });

  it("is not paid by another order's money, and its own is heard of all the same", async (test) => {
    const running = await run(test);
    const other = await running.client.createSession(anOrder());
    await start(running, other, "ottu:knet-main");
    const paidRef = (await running.client.getSession(other.id)).payments[0]?.providerRef ?? "";
    await running.sandbox.ottu.pay(paidRef, { webhook: "never" });
    const lost = await orphan(running);
    await notify(running, lost, paidRef);
    const { data } = await running.event(isAbout(lost, "payment.unmatched"));
    assert.deepEqual([data.details?.["amount"], data.details?.["currency"]], ["12.750", "KWD"]);
    assert.notEqual(data.details?.["orderNumber"], lost.orderNumber);
    assert.equal(await statusOf(running, lost), "created");
    await running.sandbox.ottu.pay(lost.ref, { webhook: "now" });
    await running.event(isAbout(lost, "checkout.paid"));
  });

  for (const [what, change] of [
    ["no order number", { order_no: undefined }],
    ["another order number", { order_no: "W-0-OTHER" }],
    ["no amount", { amount: undefined }],
    ["another amount", { amount: "12.751" }],
    ["no currency", { currency_code: undefined }],
    ["another currency", { currency_code: "BHD" }],
  ] as const) {
    it(`is not adopted on an answer that states ${what}, and the shop is told once`, async (test) => {
      const running = await run(test);
      const lost = await orphan(running);
      const stated = { order_no: lost.orderNumber, amount: "12.750", currency_code: "KWD" };
      for (const ref of ["a".repeat(40), "b".repeat(40)]) {
        const body = { session_id: ref, state: "paid", ...stated, ...change };
        running.sandbox.behave("ottu", "pymt-txn:read", { do: "status", status: 200, body }, 1);
        const asked = nextAnswer(running);
        await notify(running, lost, ref);
        await asked;
      }
      await running.event(isAbout(lost, "payment.unmatched"));
      assert.equal(await statusOf(running, lost), "created");
      // Whatever was named before, the order's own reference is still adopted.
      await running.sandbox.ottu.pay(lost.ref, { webhook: "now" });
      await running.event(isAbout(lost, "checkout.paid"));
      assert.equal(running.events.filter(isAbout(lost, "payment.unmatched")).length, 1);
    });
  }

  it("keeps no more than twenty messages that name a reference each", async (test) => {
    const running = await run(test);
    const lost = await orphan(running);
    for (let replay = 0; replay < 40; replay += 1) {
      await notify(running, lost, String(replay).padStart(40, "a"));
    }
    const { payments } = await running.client.getSession(lost.session.id);
    const history = payments.find(({ id }) => id === lost.paymentId)?.history ?? [];
    assert.equal(history.filter(({ fact }) => fact === "reference_heard").length, 20);
    await running.sandbox.ottu.pay(lost.ref, { webhook: "now" });
    await running.event(isAbout(lost, "checkout.paid"));
  });
});
