import assert from "node:assert/strict";
import { test } from "node:test";
import { callOttpay, initFields, start } from "../../merchant.ts";

test("REFUND gives back no more than was paid, and once per number", async (t) => {
  const sandbox = await start(t);
  await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
  await sandbox.ottpay.pay("A1", { callback: "never" });
  const paid = sandbox.ottpay.orders()[0]?.payment?.orderId ?? "";
  const refund = async (amount: string, id: string) => {
    const fields = { ori_order_id: paid, refund_amt: amount, order_id: id };
    return (await callOttpay(sandbox, "REFUND", fields))["rsp_code"];
  };
  assert.equal(await refund("2000", "R1"), "FAIL");
  assert.equal(await refund("999", "R1"), "SUCCESS");
  assert.equal(await refund("1", "R1"), "ORDER_USED");
  assert.equal(await refund("1001", "R2"), "FAIL");
  assert.equal(await refund("1000", "R2"), "SUCCESS");
  const status = await callOttpay(sandbox, "STATUS_QUERY", { order_id: paid });
  assert.equal(status["refund_fee"], "1999");
});
