import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openEnvelope } from "../../../../demo/sandbox/index.ts";
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

  for (const asked of ["json", "base64"] as const) {
    test(`the first level is Base64 where it is wanted, whether asked in ${asked}`, async (t) => {
      const sandbox = await start(t);
      const { url, merchantId, signKey } = sandbox.ottpay;
      sandbox.ottpay.setDialect({ outer: "base64" });
      const sealed = sandbox.ottpay.seal({ fee_type: "CAD" });
      const question = { action: "EX_RATE_QUERY", version: "1.0", merchant_id: merchantId };
      const json = JSON.stringify({ ...question, ...sealed });
      const body = asked === "json" ? json : Buffer.from(json).toString("base64");
      const text = await (await fetch(url, { method: "POST", body })).text();
      assert.match(text, /^[A-Za-z0-9+/]+={0,2}$/);
      const reply = JSON.parse(Buffer.from(text, "base64").toString("utf8")) as {
        data: string;
        md5: string;
        rsp_code: string;
      };
      assert.equal(reply.rsp_code, "SUCCESS");
      assert.equal(openEnvelope(reply, signKey)["rate"], "505703000");
    });
  }
});
