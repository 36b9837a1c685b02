import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callOttpay, initFields, start, stoppedClock } from "../../merchant.ts";

describe("dialects", () => {
  test("each is a different way to write the same reply", async (t) => {
    const sandbox = await start(t, { now: stoppedClock().now });
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    sandbox.ottpay.setDialect({
      numbers: "json",
      base64: "wrapped",
      escapes: "plain",
      resultName: "rep_code",
      linkName: "payInfo",
      orderName: "prepay_order_id",
      times: "dashed",
    });
    const init = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
    assert.equal(init["rep_code"], "SUCCESS");
    assert.equal(init["prepay_order_id"], "A1");
    assert.match(String(init["payInfo"]), /^http:/);
    assert.equal(init["expire_time"], "2026-03-15 04:45:05");
    const ask = { merchant_id: sandbox.ottpay.merchantId, prepay_order_id: "A1" };
    const query = await callOttpay(sandbox, "PREPAY_QUERY", ask);
    assert.equal(query["amount"], 1999);
  });
});
