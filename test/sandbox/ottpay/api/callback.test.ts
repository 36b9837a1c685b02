import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openEnvelope } from "../../../../demo/sandbox/index.ts";
import { callOttpay, initFields, start, startMerchant, stoppedClock } from "../../merchant.ts";

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
