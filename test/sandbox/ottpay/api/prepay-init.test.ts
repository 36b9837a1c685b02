import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openEnvelope } from "../../../../demo/sandbox/index.ts";
import {
  callOttpay,
  initFields,
  postJson,
  start,
  startMerchant,
  stoppedClock,
} from "../../merchant.ts";

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

describe("POST /processV2", () => {
  const broken = [
    { what: "a wrong key", code: "FAIL", signKey: "0000000000000000" },
    { what: "another version", code: "PARAM_INVALID", change: { version: "1.0" } },
    { what: "an unknown action", code: "PARAM_INVALID", change: { action: "PREPAY_VOID" } },
    { what: "another merchant", code: "PARAM_INVALID", change: { merchant_id: "ON1" } },
    { what: "a field that is no text", code: "PARAM_ERROR", fields: { amount: 1999 } },
  ];
  for (const { what, code, signKey, change, fields } of broken) {
    test(`refuses ${what} without sealed data`, async (t) => {
      const sandbox = await start(t);
      const asked = { ...initFields(sandbox, "A1"), ...fields };
      const sealed = sandbox.ottpay.seal(asked, signKey);
      const head = {
        action: "PREPAY_INIT",
        version: "2.0",
        merchant_id: sandbox.ottpay.merchantId,
      };
      const { body } = await postJson(sandbox.ottpay.url, { ...head, ...sealed, ...change });
      const reply = body as Record<string, unknown>;
      assert.equal(reply["rsp_code"], code);
      assert.equal(reply["data"], undefined);
      assert.equal(sandbox.ottpay.orders().length, 0);
    });
  }

  for (const body of ["", "{", "[]", "null", '"x"']) {
    test(`refuses the body ${JSON.stringify(body)}`, async (t) => {
      const sandbox = await start(t);
      const answer = await fetch(sandbox.ottpay.url, { method: "POST", body });
      const reply = (await answer.json()) as Record<string, unknown>;
      assert.match(String(reply["rsp_code"]), /^PARAM_/);
    });
  }
});

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

describe("what a merchant does afterwards", () => {
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

  test("EX_RATE_QUERY answers a rate, which makes it good for checking credentials", async (t) => {
    const sandbox = await start(t);
    const reply = await callOttpay(sandbox, "EX_RATE_QUERY", { fee_type: "CAD" });
    assert.equal(reply["feeType"], "CAD");
    assert.match(String(reply["rate"]), /^\d+$/);
    const unknown = await callOttpay(sandbox, "EX_RATE_QUERY", { fee_type: "constructor" });
    assert.equal(unknown["rsp_code"], "PARAM_INVALID");
  });
});

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

describe("the call-back", () => {
  test("tells all in text, sealed, without the prepay id or a status", async (t) => {
    const clock = stoppedClock();
    const sandbox = await start(t, { now: clock.now });
    const merchant = await startMerchant(t);
    const change = { call_back_url: `${merchant.origin}/notify/x`, remarks: "W-1" };
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1", change));
    await sandbox.ottpay.pay("A1", { fee: "100", tip: "50", transactionId: "T1" });
    const [{ path, body } = { path: "", body: {} }] = merchant.received;
    assert.equal(path, "/notify/x");
    assert.equal(body["rsp_code"], "SUCCESS");
    const sealed = body as { data: string; md5: string };
    const opened = openEnvelope(sealed, sandbox.ottpay.signKey);
    const { bizpay_order_id: theirs, ...told } = opened;
    assert.match(String(theirs), /^SB\d{16}$/);
    assert.deepEqual(told, {
      finish_time: "20260315043005",
      order_id: "T1",
      amount: "2099",
      tip: "50",
      sale_num: "A1",
      merchant_id: sandbox.ottpay.merchantId,
      exchange_rate: "5.057030",
      remarks: "W-1",
      convenience_fee: "100",
    });
    assert.equal(sandbox.ottpay.orders()[0]?.notifications[0]?.accepted, true);
  });

  const times = [
    { callback: "now", before: 1, after: 1 },
    { callback: "later", before: 0, after: 1 },
    { callback: "never", before: 0, after: 0 },
    { callback: "twice", before: 1, after: 2 },
  ] as const;
  for (const { callback, before, after } of times) {
    test(`comes ${before}, and later ${after} times when asked for "${callback}"`, async (t) => {
      const sandbox = await start(t);
      const merchant = await startMerchant(t);
      const change = { call_back_url: `${merchant.origin}/notify/x` };
      await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1", change));
      await sandbox.ottpay.pay("A1", { callback });
      assert.equal(merchant.received.length, before);
      await sandbox.deliverLate();
      assert.equal(merchant.received.length, after);
    });
  }

  const answers = [
    { status: 200, body: "SUCCESS", accepted: true },
    { status: 200, body: "ok", accepted: false },
    { status: 500, body: "SUCCESS", accepted: false },
  ];
  for (const { status, body, accepted } of answers) {
    test(`is ${accepted ? "" : "not "}taken as heard after ${status} ${body}`, async (t) => {
      const sandbox = await start(t);
      const merchant = await startMerchant(t);
      merchant.answer = { status, body };
      const change = { call_back_url: `${merchant.origin}/notify/x` };
      await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1", change));
      assert.equal(await sandbox.ottpay.notify("A1"), status);
      const [order] = sandbox.ottpay.orders();
      assert.equal(order?.notifications[0]?.accepted, accepted);
      assert.equal(order.status, "PROCESSING");
    });
  }
});
