import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import { callOttu, ottuPaths, postJson, start, stoppedClock } from "../../merchant.ts";
import { flows, order, paths, type Flow } from "./pos-order.ts";

const nowhere = { origin: "http://127.0.0.1:1" };

/** Without a key. */
const create = (sandbox: Sandbox, flow: Flow, body: object) =>
  callOttu(sandbox, paths[flow], body, {});

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
            ["gateway_code", { gateway_code: "unknown" }],
          ] as const)),
      ["initiator", { initiator: "seven" }],
      ["initiator", { initiator: 0 }],
      [`${address}postal_code`, { [`${address}postal_code`]: 1234567890123 }],
      [`${address}postal_code`, { [`${address}postal_code`]: 1.5 }],
      [`${address}country`, { [`${address}country`]: "x".repeat(41) }],
    ] as const) {
      test(`refuses ${JSON.stringify(change).slice(0, 60)}, naming ${field}`, async (t) => {
        const sandbox = await start(t);
        const answer = await create(sandbox, flow, { ...order(nowhere), ...change });
        assert.equal(answer.status, 400);
        assert.deepEqual(Object.keys(answer.body), [field]);
        assert.deepEqual(sandbox.ottu.orders(), []);
      });
    }

    for (const [name, value, kept] of [
      ["initiator", "2", 2],
      ["initiator", 2, 2],
      [`${address}country`, "Kuwait"],
      [`${address}country`, "KW"],
      [`${address}line1`, "Block 4, Street 9, ".repeat(200)],
      [`${address}line2`, "Avenue ".repeat(200)],
      [`${address}postal_code`, 15_000],
      [`${address}postal_code`, "15000"],
      ["full_name", "Noor Al Saleh"],
      ["email_payment_details", true],
      ["email_notification", false],
    ] as const) {
      test(`takes ${name}: ${JSON.stringify(value).slice(0, 40)}`, async (t) => {
        const sandbox = await start(t);
        const answer = await create(sandbox, flow, { ...order(nowhere), [name]: value });
        assert.equal(answer.status, 200);
        assert.equal(sandbox.ottu.orders()[0]?.asked[name], kept ?? value);
      });
    }

    test("makes an order of the one gateway that is named", async (t) => {
      const sandbox = await start(t);
      await create(sandbox, flow, order(nowhere));
      assert.deepEqual(sandbox.ottu.orders()[0]?.pgCodes, ["knet-main"]);
      if (flow === "pos") return;
      await create(sandbox, flow, { ...order(nowhere), order_no: "W-2", gateway_code: undefined });
      assert.ok((sandbox.ottu.orders()[1]?.pgCodes.length ?? 0) > 1);
    });

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
}

test("POST /_sandbox/ottu/pos-dialect changes how the older API speaks, and refuses what it is not", async (t) => {
  const sandbox = await start(t);
  const control = `${sandbox.ottu.url}/_sandbox/ottu/pos-dialect`;
  assert.equal((await postJson(control, { status: "201", link: "details" })).status, 200);
  assert.equal((await create(sandbox, "pos", order(nowhere))).status, 201);
  assert.equal((await postJson(control, { status: "202" })).status, 400);
  assert.equal((await postJson(control, { kind: "x" })).status, 400);
  assert.equal((await postJson(control, { preset: "documented", encoding: "form" })).status, 200);
  assert.equal((await create(sandbox, "pos", { ...order(nowhere), order_no: "W-2" })).status, 200);
  assert.equal((await postJson(control, { preset: "other" })).status, 400);
});
