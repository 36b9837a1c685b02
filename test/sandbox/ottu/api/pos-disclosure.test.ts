/** What the older API tells a merchant when a payment ended. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { signPayload } from "../../../../demo/sandbox/index.ts";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import { callOttu, ottuPaths, press, start, startMerchant, stoppedClock } from "../../merchant.ts";
import type { Merchant } from "../../merchant.ts";
import { flows, order, paths, type Flow } from "./pos-order.ts";

/** Without a key. */
const create = (sandbox: Sandbox, flow: Flow, body: object) =>
  callOttu(sandbox, paths[flow], body, {});

async function created(sandbox: Sandbox, flow: Flow, merchant: Merchant) {
  assert.equal((await create(sandbox, flow, order(merchant))).status, 200);
  const session = sandbox.ottu.orders().at(-1);
  assert.ok(session !== undefined);
  return session;
}

for (const flow of flows) {
  describe(`the disclosure of ${flow}`, () => {
    for (const [state, result] of [
      ["paid", "success"],
      ["failed", "failed"],
      ["canceled", "canceled"],
      ["invalided", "error"],
    ] as const) {
      test(`tells the end ${state} as ${result}, signed, without session and state`, async (t) => {
        const [sandbox, merchant] = [await start(t), await startMerchant(t)];
        const session = await created(sandbox, flow, merchant);
        await sandbox.ottu.pay(session.sessionId, { state, code: "knet-main" });
        const { signature, ...told } = merchant.received.at(-1)?.body ?? {};
        assert.equal(signature, signPayload(told, sandbox.ottu.webhookKey, "v2"));
        assert.deepEqual(
          [told["result"], told["order_no"], told["gateway_account"], told["gateway_name"]],
          [result, "W-1", "knet-main", "kpay"],
        );
        assert.ok(!("state" in told) && !("session_id" in told));
      });
    }

    test("is a form, unsigned and with a capital where the installation is such", async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      const dialect = { encoding: "form", signature: "none", gatewayName: "Gateway_name" } as const;
      sandbox.ottu.setPosDialect(dialect);
      const session = await created(sandbox, flow, merchant);
      await sandbox.ottu.pay(session.sessionId);
      const [received] = merchant.received;
      assert.equal(received?.contentType, "application/x-www-form-urlencoded");
      assert.deepEqual(
        [received.body["Gateway_name"], received.body["amount"]],
        ["kpay", "12.750"],
      );
      assert.ok(!("signature" in received.body) && !("gateway_name" in received.body));
    });

    for (const [state, result, code] of [
      ["paid", "CAPTURED", "00"],
      ["failed", "NOT CAPTURED", "05"],
      ["canceled", "CANCELED", "05"],
    ] as const) {
      test(`is as in Ottu's document where that is wished, after ${state}`, async (t) => {
        const [sandbox, merchant] = [await start(t), await startMerchant(t)];
        sandbox.ottu.setPosDialect("documented");
        const named = { customer_first_name: "Noor", customer_last_name: "Al Saleh" };
        await create(sandbox, flow, { ...order(merchant), ...named });
        const session = sandbox.ottu.orders().at(-1);
        await sandbox.ottu.pay(session?.sessionId ?? "", { state });
        const [{ body } = { body: {} as Record<string, unknown> }] = merchant.received;
        assert.ok(!("signature" in body) && !("gateway_name" in body));
        assert.deepEqual([body["Gateway_name"], body["full_name"]], ["kpay", "Noor Al Saleh"]);
        const response = body["gateway_response"] as Record<string, unknown>;
        assert.deepEqual([response["result"], response["responsecode"]], [result, code]);
        for (const name of ["ref", "tranid", "trackid", "paymentid", "auth", "postdate"]) {
          assert.match(String(response[name]), /^\w+$/, name);
        }
        assert.equal(response["udf1"], "noor@shop.test");
        const journal = JSON.stringify(sandbox.journal.entries());
        assert.ok(!journal.includes("Al Saleh") && !journal.includes("noor@shop.test"));
        sandbox.ottu.setPosDialect("usual");
        await sandbox.ottu.pay(session?.sessionId ?? "", { state });
        assert.ok("signature" in (merchant.received[1]?.body ?? {}));
      });
    }

    for (const act of ["pay", "decline", "cancel", "fail"]) {
      test(`comes before the browser is sent back after "${act}", with no session in the address`, async (t) => {
        const [sandbox, merchant] = [await start(t), await startMerchant(t)];
        const session = await created(sandbox, flow, merchant);
        const page = `${sandbox.ottu.url}/b/checkout/redirect/knet-main/${session.sessionId}`;
        const answer = await press(page, { act });
        const back = new URL(answer.headers.get("location") ?? "");
        assert.deepEqual([...back.searchParams.keys()], ["own", "order_no", "reference_number"]);
        assert.equal(merchant.received.length, 1);
      });
    }

    test("never comes where the payment is left undecided, and the inquiry says so for ever", async (t) => {
      const clock = stoppedClock();
      const [sandbox, merchant] = [await start(t, { now: clock.now }), await startMerchant(t)];
      const session = await created(sandbox, flow, merchant);
      const page = `${sandbox.ottu.url}/b/checkout/redirect/knet-main/${session.sessionId}`;
      assert.equal((await press(page, { act: "leave-pending" })).status, 303);
      for (let day = 0; day < 3; day += 1) {
        clock.pass(86_400_000);
        const { body } = await callOttu(sandbox, ottuPaths.inquiry, { order_no: "W-1" });
        assert.equal(body["state"], "pending");
      }
      assert.deepEqual(merchant.received, []);
    });

    test("comes late when it is told to, with a fee on the page and the order's amount in it", async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      sandbox.ottu.setFee("knet-main", "0.150");
      const session = await created(sandbox, flow, merchant);
      const page = `${sandbox.ottu.url}/b/checkout/redirect/knet-main/${session.sessionId}`;
      assert.match(await (await fetch(page)).text(), /12\.900/);
      assert.equal((await press(page, { act: "pay", notify: "later" })).status, 303);
      assert.equal(merchant.received.length, 0);
      await sandbox.deliverLate();
      assert.equal(merchant.received[0]?.body["amount"], "12.750");
    });

    test("strands the shopper when it is answered with anything but 200", async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      merchant.answer = { status: 201, body: "" };
      const session = await created(sandbox, flow, merchant);
      const page = `${sandbox.ottu.url}/b/checkout/redirect/knet-main/${session.sessionId}`;
      const answer = await press(page, { act: "pay" });
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /201/);
    });
  });
}
