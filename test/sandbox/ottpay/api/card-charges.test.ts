/** The simulator's cards, called by a merchant that knows no code of the proxy. */
import assert from "node:assert/strict";
import { createCipheriv, createHash } from "node:crypto";
import { describe, test } from "node:test";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import { testCards } from "../../../../demo/sandbox/index.ts";
import { callOttpay, postJson, start, stoppedClock } from "../../merchant.ts";

const hash = (algorithm: string, text: string) =>
  createHash(algorithm).update(text).digest("hex").toUpperCase();

function seal(card: Readonly<Record<string, string>>, signKey: string) {
  const names = Object.keys(card).sort();
  const sha = hash("sha256", names.map((name) => card[name]).join(""));
  const key = hash("md5", sha + signKey).slice(8, 24);
  const cipher = createCipheriv("aes-128-ecb", key, null);
  const text = cipher.update(JSON.stringify(card), "utf8", "base64") + cipher.final("base64");
  return { cc_number: text, cc_sha: sha };
}

function fieldsOf(
  { ottpay }: Sandbox,
  orderId: string,
  number = "4242424242424242",
  change: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const card = {
    cc_number: number,
    cc_name: "Noor",
    cc_expiry: "0931",
    cvn2: "123",
    ssl_avs_address: "1 King Street",
    ssl_city: "Toronto",
    ssl_province: "ON",
    ssl_avs_zip: "M5V 2T6",
    ssl_country: "CA",
  };
  return {
    orderId,
    merId: ottpay.merchantId,
    shopId: ottpay.shopId,
    termId: "CNP_ECOM",
    operator_id: ottpay.operatorId,
    txnTime: "20260314203005",
    txnAmt: "1999",
    ...seal(card, ottpay.signKey),
    cc_type: "VISA",
    channelType: "PORTICOECOM",
    biz_type: "portico_card",
    cc_channelType: "web",
    currency: "CAD",
    cc_maskednum: number.slice(-4),
    ...change,
  };
}

const ask = (sandbox: Sandbox, orderId: string) =>
  callOttpay(
    sandbox,
    "CC_QUERYPAY",
    { orderId, termId: "CNP_ECOM", channelType: "PORTICOECOM", bizType: "portico_card" },
    "2.0",
  );

describe("CC_PURCHASE", () => {
  test("charges a card once for each number, and CC_QUERYPAY says so", async (t) => {
    const sandbox = await start(t);
    const reply = await callOttpay(sandbox, "CC_PURCHASE", fieldsOf(sandbox, "P1"), "2.0");
    assert.equal(reply["order_status"], "success");
    assert.equal(reply["amount"], "1999");
    const { rsp_code: code } = await callOttpay(
      sandbox,
      "CC_PURCHASE",
      fieldsOf(sandbox, "P1"),
      "2.0",
    );
    assert.equal(code, "ORDER_USED");
    const asked = await ask(sandbox, "P1");
    assert.equal(asked["bizpay_order_id"], reply["bizpay_order_id"]);
    assert.equal((await ask(sandbox, "P2"))["rsp_code"], "FAIL");
    assert.equal(sandbox.ottpay.charges().length, 1);
  });

  for (const [field, value] of [
    ["termId", "POS"],
    ["currency", "CNY"],
    ["txnAmt", "19.99"],
    ["merId", "ON00000000"],
    ["cc_sha", "0".repeat(64)],
    ["cc_number", "AAAA"],
    ["cc_maskednum", "0000"],
    ["operator_id", ""],
  ] as const) {
    test(`refuses ${field}=${JSON.stringify(value)}`, async (t) => {
      const sandbox = await start(t);
      const fields = fieldsOf(sandbox, "P1", undefined, { [field]: value });
      const reply = await callOttpay(sandbox, "CC_PURCHASE", fields, "2.0");
      assert.match(String(reply["rsp_code"]), /^PARAM_/);
      assert.deepEqual(sandbox.ottpay.charges(), []);
    });
  }

  test("does without the fields that OTT Pay's table calls optional", async (t) => {
    const sandbox = await start(t);
    const optional = ["orderId", "merId", "termId", "cc_type", "cc_channelType"];
    const fields = Object.fromEntries(
      Object.entries(fieldsOf(sandbox, "P1")).filter(([name]) => !optional.includes(name)),
    );
    const reply = await callOttpay(sandbox, "CC_PURCHASE", fields, "2.0");
    assert.equal(reply["order_status"], "success");
    const [charge] = sandbox.ottpay.charges();
    assert.deepEqual([charge?.orderId, charge?.brand], [reply["orderId"], "VISA"]);
    assert.equal((await ask(sandbox, String(reply["orderId"])))["order_status"], "success");
  });

  test("answers as it is told, until it is told otherwise", async (t) => {
    const sandbox = await start(t);
    const control = `${sandbox.ottpay.origin}/_sandbox/ottpay/answer`;
    const change = { resultCode: "00", fields: { rspCode: "0", order_status: null } };
    assert.equal((await postJson(control, { action: "CC_PURCHASE", ...change })).status, 200);
    const told = await callOttpay(sandbox, "CC_PURCHASE", fieldsOf(sandbox, "P1"), "2.0");
    assert.deepEqual(
      [told["rsp_code"], told["rspCode"], told["order_status"]],
      ["00", "0", undefined],
    );
    sandbox.ottpay.setAnswer("CC_PURCHASE");
    const usual = await callOttpay(sandbox, "CC_PURCHASE", fieldsOf(sandbox, "P2"), "2.0");
    assert.deepEqual([usual["rsp_code"], usual["order_status"]], ["SUCCESS", "success"]);
    for (const wrong of [{ action: "CC_VOID" }, { action: "CC_PURCHASE", fields: { amount: 1 } }]) {
      assert.equal((await postJson(control, wrong)).status, 400);
    }
  });

  test("does with test cards what their numbers say", async (t) => {
    const clock = stoppedClock();
    const sandbox = await start(t, { now: clock.now });
    const ends: Record<string, unknown[]> = {};
    for (const [index, [number, { silent }]] of Object.entries(testCards).entries()) {
      const id = `P${index}`;
      if (silent !== true) {
        const reply = await callOttpay(
          sandbox,
          "CC_PURCHASE",
          fieldsOf(sandbox, id, number),
          "2.0",
        );
        ends[number] = [reply["order_status"], reply["amount"]];
        clock.pass(2_000);
        ends[number].push((await ask(sandbox, id))["order_status"]);
      }
    }
    assert.deepEqual(ends, {
      "4000000000000002": ["fail", "1999", "fail"],
      "4000000000000119": ["error", "1999", "error"],
      "4000000000000259": ["processing", "1999", "processing"],
      "4000000000000341": ["processing", "1999", "success"],
      "4000000000000077": ["success", "2049", "success"],
    });
  });

  test("is decided by the controls, over HTTP too", async (t) => {
    const sandbox = await start(t);
    const control = (name: string, body: object) =>
      postJson(`${sandbox.ottpay.origin}/_sandbox/ottpay/${name}`, body);
    assert.equal((await control("cards", { outcome: "process", fee: "5" })).status, 200);
    const first = await callOttpay(sandbox, "CC_PREAUTH", fieldsOf(sandbox, "A1"), "2.0");
    assert.deepEqual([first["order_status"], first["convenience_fee"]], ["processing", "5"]);
    await control("decide-charge", { order: "A1", outcome: "approve" });
    assert.equal((await ask(sandbox, "A1"))["order_status"], "success");
    assert.equal((await control("decide-charge", { order: "A2", outcome: "approve" })).status, 404);
    assert.equal((await control("cards", { fee: "-5" })).status, 400);
    const seen = await fetch(`${sandbox.ottpay.origin}/_sandbox/charges`);
    const { ottpay } = (await seen.json()) as { ottpay: { orderId: string; action: string }[] };
    assert.deepEqual(
      ottpay.map(({ orderId, action }) => [orderId, action]),
      [["A1", "CC_PREAUTH"]],
    );
  });

  test("keeps no card number, not in the journal either", async (t) => {
    const sandbox = await start(t);
    await callOttpay(sandbox, "CC_PURCHASE", fieldsOf(sandbox, "P1"), "2.0");
    const kept = JSON.stringify([sandbox.journal.entries(), sandbox.ottpay.charges()]);
    const { cc_number: sealed = "" } = fieldsOf(sandbox, "P1");
    for (const part of ["4242424242424242", sealed, "King Street"]) assert.ok(!kept.includes(part));
    assert.match(kept, /"last4":"4242"/);
  });
});
