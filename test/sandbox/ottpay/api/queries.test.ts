import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callOttpay, initFields, start, stoppedClock } from "../../merchant.ts";

describe("PREPAY_QUERY", () => {
  test("follows an order from open to paid", async (t) => {
    const sandbox = await start(t);
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    const ask = { merchant_id: sandbox.ottpay.merchantId, prepay_order_id: "A1" };
    const open = await callOttpay(sandbox, "PREPAY_QUERY", ask);
    assert.equal(open["status"], "PROCESSING");
    assert.equal(open["order_id"], undefined);
    await sandbox.ottpay.pay("A1", { callback: "never", fee: "100", wallet: "ALIPAY" });
    const paid = await callOttpay(sandbox, "PREPAY_QUERY", ask);
    assert.equal(paid["status"], "SUCCESS");
    assert.equal(paid["amount"], "2099");
    assert.equal(paid["currency_type"], "CAD");
    assert.equal(paid["payments_methods"], "ALIPAY");
    assert.equal(paid["order_id"], sandbox.ottpay.orders()[0]?.payment?.orderId);
  });

  test("says closed from the second on in which the duration is over", async (t) => {
    const clock = stoppedClock();
    const sandbox = await start(t, { now: clock.now });
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    const ask = { merchant_id: sandbox.ottpay.merchantId, prepay_order_id: "A1" };
    clock.pass(899_999);
    assert.equal((await callOttpay(sandbox, "PREPAY_QUERY", ask))["status"], "PROCESSING");
    clock.pass(1);
    assert.equal((await callOttpay(sandbox, "PREPAY_QUERY", ask))["status"], "ORDERCLOSE");
  });

  test("still learns of a payment that came after the end", async (t) => {
    const sandbox = await start(t);
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    sandbox.ottpay.close("A1");
    const ask = { merchant_id: sandbox.ottpay.merchantId, prepay_order_id: "A1" };
    assert.equal((await callOttpay(sandbox, "PREPAY_QUERY", ask))["status"], "ORDERCLOSE");
    await sandbox.ottpay.pay("A1", { callback: "never" });
    assert.equal((await callOttpay(sandbox, "PREPAY_QUERY", ask))["status"], "SUCCESS");
  });

  test("refuses an order that nobody made", async (t) => {
    const sandbox = await start(t);
    const ask = { merchant_id: sandbox.ottpay.merchantId, prepay_order_id: "A1" };
    assert.equal((await callOttpay(sandbox, "PREPAY_QUERY", ask))["rsp_code"], "FAIL");
  });
});

test("EX_RATE_QUERY answers a rate, which makes it good for checking credentials", async (t) => {
  const sandbox = await start(t);
  const reply = await callOttpay(sandbox, "EX_RATE_QUERY", { fee_type: "CAD" });
  assert.equal(reply["feeType"], "CAD");
  assert.match(String(reply["rate"]), /^\d+$/);
  const unknown = await callOttpay(sandbox, "EX_RATE_QUERY", { fee_type: "constructor" });
  assert.equal(unknown["rsp_code"], "PARAM_INVALID");
});
