import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { signPayload } from "../../../../demo/sandbox/index.ts";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import {
  callOttu,
  ottuPaths,
  postJson,
  press,
  start,
  startMerchant,
  stoppedClock,
} from "../../merchant.ts";
import type { Merchant } from "../../merchant.ts";

const paths = { pos: "/pos/crt/", "pos-d": "/pos/d/crt/" } as const;
type Flow = keyof typeof paths;
const flows = ["pos", "pos-d"] as const;

const order = (merchant: Pick<Merchant, "origin">) => ({
  amount: "12.750",
  currency_code: "KWD",
  customer_email: "noor@shop.test",
  order_no: "W-1",
  gateway_code: "knet-main",
  initiator: 7,
  redirect_url: `${merchant.origin}/back?own=1`,
  disclosure_url: `${merchant.origin}/hook/secret`,
});

const nowhere = { origin: "http://127.0.0.1:1" };

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
  describe(`POST ${paths[flow]}`, () => {
    for (const [dialect, status, link] of [
      [{}, 200, flow === "pos" ? "url" : "payment_url"],
      [{ status: "201" }, 201, flow === "pos" ? "url" : "payment_url"],
      [{ link: "details" }, 200, "details_fields"],
    ] as const) {
      test(`answers ${status} with ${link} and asks for no key`, async (t) => {
        const sandbox = await start(t);
        sandbox.ottu.setPosDialect(dialect);
        const answer = await create(sandbox, flow, order(nowhere));
        assert.equal(answer.status, status);
        assert.ok(JSON.stringify(answer.body[link]).includes(sandbox.ottu.url));
      });
    }

    const address = "customer_address_";
    for (const [field, change] of [
      ["amount", { amount: "12.7501" }],
      ["amount", { amount: undefined }],
      ["customer_email", { customer_email: undefined }],
      ["customer_phone", { customer_phone: "+12345678901234567" }],
      ["order_no", { order_no: "x".repeat(129) }],
      ["redirect_url", { redirect_url: `https://shop.test/${"x".repeat(200)}` }],
      ["disclosure_url", { disclosure_url: `https://shop.test/${"x".repeat(200)}` }],
      [`${address}city`, { [`${address}city`]: "x".repeat(41) }],
      [`${address}state`, { [`${address}state`]: "x".repeat(41) }],
      [`${address}postal_code`, { [`${address}postal_code`]: "1234567890123" }],
      ["sms_notification", { sms_notification: "yes" }],
      ["extra", { extra: "text" }],
      ...(flow === "pos"
        ? ([
            ["gateway_code", { gateway_code: undefined }],
            ["gateway_code", { gateway_code: "unknown" }],
          ] as const)
        : ([
            ["initiator", { initiator: undefined }],
            ["initiator", { initiator: "7" }],
          ] as const)),
    ] as const) {
      test(`refuses ${JSON.stringify(change).slice(0, 60)}, naming ${field}`, async (t) => {
        const sandbox = await start(t);
        const answer = await create(sandbox, flow, { ...order(nowhere), ...change });
        assert.equal(answer.status, 400);
        assert.deepEqual(Object.keys(answer.body), [field]);
        assert.deepEqual(sandbox.ottu.orders(), []);
      });
    }

    test("is inquired about and expired by its order number", async (t) => {
      const clock = stoppedClock();
      const sandbox = await start(t, { now: clock.now });
      await create(sandbox, flow, order(nowhere));
      const ask = () => callOttu(sandbox, ottuPaths.inquiry, { order_no: "W-1" });
      assert.equal((await ask()).status, 400);
      clock.pass(600_000);
      const { status, body } = await ask();
      assert.deepEqual([status, body["state"], body["amount"]], [200, "created", "12.750"]);
      const expire = { operation: "expire", order_no: "W-1" };
      assert.equal((await callOttu(sandbox, ottuPaths.operation, expire)).status, 200);
      assert.equal(sandbox.ottu.orders()[0]?.state, "expired");
    });
  });

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

test("POST /_sandbox/ottu/pos-dialect changes how the older API speaks, and refuses what it is not", async (t) => {
  const sandbox = await start(t);
  const control = `${sandbox.ottu.url}/_sandbox/ottu/pos-dialect`;
  assert.equal((await postJson(control, { status: "201", link: "details" })).status, 200);
  assert.equal((await create(sandbox, "pos", order(nowhere))).status, 201);
  assert.equal((await postJson(control, { status: "202" })).status, 400);
  assert.equal((await postJson(control, { kind: "x" })).status, 400);
});
