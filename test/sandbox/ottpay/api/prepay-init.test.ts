import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callOttpay, initFields, start, stoppedClock } from "../../merchant.ts";

describe("PREPAY_INIT", () => {
  test("answers with a link and makes one order", async (t) => {
    const sandbox = await start(t, { now: stoppedClock().now });
    const reply = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    assert.equal(reply["rsp_code"], "SUCCESS");
    assert.equal(reply["preypay_order_id"], "A1");
    assert.equal(reply["expire_time"], "20260315044505");
    const [order] = sandbox.ottpay.orders();
    assert.equal(order?.payinfo, reply["payinfo"]);
    assert.equal(order?.status, "PROCESSING");
  });

  test("answers the same request with the same link while the order is open", async (t) => {
    const sandbox = await start(t);
    const first = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    const second = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    assert.equal(second["payinfo"], first["payinfo"]);
    assert.equal(sandbox.ottpay.orders().length, 1);
    assert.equal(sandbox.ottpay.calls("PREPAY_INIT"), 2);
  });

  const usedNumbers = [
    { when: "another amount is asked for", change: { amount: "2000" } },
    { when: "the order is paid", before: "pay" },
    { when: "the order has expired", before: "expire" },
    { when: "another order has the sale_num", change: { prepay_order_id: "B2" } },
  ] as const;
  for (const { when, ...step } of usedNumbers) {
    test(`says ORDER_USED when ${when}`, async (t) => {
      const sandbox = await start(t);
      await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
      if ("before" in step && step.before === "pay") {
        await sandbox.ottpay.pay("A1", { callback: "never" });
      }
      if ("before" in step && step.before === "expire") sandbox.ottpay.expire("A1");
      const fields = initFields(sandbox, "A1", "change" in step ? step.change : {});
      const reply = await callOttpay(sandbox, "PREPAY_INIT", fields);
      assert.equal(reply["rsp_code"], "ORDER_USED");
    });
  }

  const refused: ReadonlyArray<readonly [field: string, value: string]> = [
    ["prepay_order_id", ""],
    ["prepay_order_id", "A".repeat(21)],
    ["prepay_order_id", "A-1"],
    ["sale_num", "A 1"],
    ["amount", "0"],
    ["amount", "19.99"],
    ["amount", "-5"],
    ["amount", "١٩"],
    ["currency_type", "KWD"],
    ["biz_type", "prepay"],
    ["duration", "15m"],
    ["redirect_url", "javascript:alert(1)"],
    ["call_back_url", "shop.test/notify"],
    ["shop_id", "ON1"],
    ["operator_id", "1"],
    ["merchant_id", "ON1"],
  ];
  for (const [field, value] of refused) {
    test(`refuses ${field} ${JSON.stringify(value)} and makes no order`, async (t) => {
      const sandbox = await start(t);
      const fields = initFields(sandbox, "A1", { [field]: value });
      const reply = await callOttpay(sandbox, "PREPAY_INIT", fields);
      assert.match(String(reply["rsp_code"]), /^PARAM_/);
      assert.equal(sandbox.ottpay.orders().length, 0);
    });
  }
});
