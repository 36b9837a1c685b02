import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CheckoutError } from "../../../../server/platform/errors.ts";
import { sealFields } from "./independent-seal.ts";
import { knownOrder, merchantId, providerAt, signKey } from "./scripted-gateway.ts";

const provider = providerAt("https://frontapi.ottpay.com:443/processV2");
const told = {
  finish_time: "2025-01-02 03:04:05",
  order_id: "17357835450001234",
  amount: "2004",
  tip: "0",
  bizpay_order_id: "AL0000000000000001",
  remarks: "订单 1001",
  sale_num: "ABCDEFGH234567890XYZ",
  convenience_fee: "5",
  merchant_id: merchantId,
  exchange_rate: "5.057030",
  sub_openId: "2088032832386722",
  email: "buyer@example.com",
};
const outer = { rsp_code: "SUCCESS", rsp_msg: "success", merchant_id: merchantId };
const sealed = { ...outer, ...sealFields(told, signKey) };

const bytes = (text: string) => new TextEncoder().encode(text);
const open = (body: Uint8Array | string, type = "application/json") =>
  provider.openNotification(typeof body === "string" ? bytes(body) : body, type, knownOrder);
const openJson = (body: unknown) => open(JSON.stringify(body));
const unverified = (error: unknown) =>
  error instanceof CheckoutError && error.code === "notification_unverified";

describe("openNotification", () => {
  test("tells what the call-back says, without personal data", () => {
    const { fingerprint, ...notification } = openJson(sealed);
    assert.match(fingerprint, /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(notification, {
      orderNumber: "ABCDEFGH234567890XYZ",
      providerRef: null,
      claimedState: "paid",
      amount: "20.04",
      currency: null,
      fee: "0.05",
      tip: "0.00",
      transactionRef: "17357835450001234",
      code: null,
      decides: null,
      references: { order_id: "17357835450001234", bizpay_order_id: "AL0000000000000001" },
      facts: {
        order_id: "17357835450001234",
        bizpay_order_id: "AL0000000000000001",
        sale_num: "ABCDEFGH234567890XYZ",
        amount: "2004",
        tip: "0",
        convenience_fee: "5",
        exchange_rate: "5.057030",
        finish_time: "2025-01-02 03:04:05",
      },
    });
  });

  const form = new URLSearchParams(sealed);
  const encodings: ReadonlyArray<readonly [string, Uint8Array | string, string]> = [
    ["a form", form.toString(), "application/x-www-form-urlencoded"],
    ["a form said to be JSON", form.toString(), "application/json"],
    ["a form whose plus signs are not escaped", form.toString().replaceAll("%2B", "+"), ""],
    ["JSON said to be a form", JSON.stringify(sealed), "application/x-www-form-urlencoded"],
    ["JSON behind a byte order mark", `\uFEFF ${JSON.stringify(sealed)}\n`, "text/plain"],
    [
      "wrapped base64",
      JSON.stringify({ ...sealed, data: sealed.data.replace(/.{60}/g, "$&\n") }),
      "",
    ],
  ];
  for (const [what, body, type] of encodings) {
    test(`opens ${what}, with the same fingerprint`, () => {
      assert.equal(open(body, type).fingerprint, openJson(sealed).fingerprint);
    });
  }

  for (const change of [
    { rsp_code: "FAIL" },
    { rsp_msg: "again", anything: "else" },
    { merchant_id: undefined },
    { data: ` ${sealed.data}\n` },
  ]) {
    test(`keeps the fingerprint when ${Object.keys(change).join(", ")} outside the seal differs`, () => {
      assert.equal(openJson({ ...sealed, ...change }).fingerprint, openJson(sealed).fingerprint);
    });
  }

  test("gives other content another fingerprint", () => {
    const other = { ...outer, ...sealFields({ ...told, order_id: "17357835450001235" }, signKey) };
    assert.notEqual(openJson(other).fingerprint, openJson(sealed).fingerprint);
  });

  test("tells content apart that hashes to one md5", () => {
    const one = { ...outer, ...sealFields({ amount: "12", bizpay_order_id: "3" }, signKey) };
    const two = { ...outer, ...sealFields({ amount: "1", bizpay_order_id: "23" }, signKey) };
    assert.equal(one.md5, two.md5);
    assert.notEqual(openJson(one).fingerprint, openJson(two).fingerprint);
  });

  test("claims paid only when code and order status say so", () => {
    const claimed = (code: string | undefined, status?: string) =>
      openJson({
        ...outer,
        rsp_code: code,
        ...sealFields(status === undefined ? told : { ...told, order_status: status }, signKey),
      }).claimedState;
    assert.equal(claimed("success"), "paid");
    assert.equal(claimed("SUCCESS", "Trade_Finished"), "paid");
    assert.equal(claimed("FAIL"), null);
    assert.equal(claimed(undefined), null);
    assert.equal(claimed("SUCCESS", "PROCESSING"), null);
    for (const unlisted of ["00", "APPROVED"]) {
      assert.equal(claimed(unlisted, "success"), "paid");
      assert.equal(claimed(unlisted, "fail"), null);
      assert.equal(claimed(unlisted), null);
    }
    for (const failure of ["FAIL", "PARAM_ERROR", "SYSTEM_ERROR", "timeout"]) {
      assert.equal(claimed(failure, "success"), null);
      const inside = { ...told, order_status: "success", rspCode: failure };
      assert.equal(openJson({ ...outer, ...sealFields(inside, signKey) }).claimedState, null);
    }
  });

  test("opens what OTT Pay sends without an order number", () => {
    const { sale_num: _number, ...rest } = told;
    assert.equal(openJson({ ...outer, ...sealFields(rest, signKey) }).orderNumber, null);
  });

  test("opens with the older sign key, and without a merchant id", () => {
    const { merchant_id: _merchant, ...rest } = told;
    const body = { rsp_code: "SUCCESS", ...sealFields(rest, "AN-OLDER-KEY") };
    assert.equal(openJson(body).amount, "20.04");
  });

  test("keeps no fact that is long or not plain text", () => {
    const strange = { ...told, order_id: "x".repeat(65), finish_time: "2025\n01" };
    const { facts } = openJson({ ...outer, ...sealFields(strange, signKey) });
    assert.equal("order_id" in facts, false);
    assert.equal("finish_time" in facts, false);
  });

  test("names what OTT Pay and the wallet call the payment, where that is plain and short", () => {
    const referencesOf = (change: Record<string, string>) =>
      openJson({ ...outer, ...sealFields({ ...told, ...change }, signKey) }).references;
    assert.deepEqual(referencesOf({ order_id: "x".repeat(64), bizpay_order_id: " a b " }), {
      order_id: "x".repeat(64),
      bizpay_order_id: "a b",
    });
    for (const odd of ["", " ", "x".repeat(65), "a\nb", "a@b.example", "支付宝"]) {
      assert.equal(referencesOf({ order_id: odd, bizpay_order_id: odd }), undefined);
    }
  });

  test("reads no amount where the configured currencies count differently", () => {
    const mixed = providerAt("https://frontapi.ottpay.com/processV2", {
      config: { currencies: ["CAD", "JPY"] },
    });
    const notification = mixed.openNotification(bytes(JSON.stringify(sealed)), "", knownOrder);
    assert.deepEqual([notification.amount, notification.fee], [null, null]);
  });

  const { md5, data } = sealed;
  const forged: ReadonlyArray<readonly [string, Uint8Array | string]> = [
    ["nothing", ""],
    ["an empty object", "{}"],
    ["null", "null"],
    ["a list", `[${JSON.stringify(sealed)}]`],
    ["broken JSON", JSON.stringify(sealed).slice(0, -1)],
    ["a form without fields", "hello"],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
    ["more than 64 KB", JSON.stringify({ ...sealed, rsp_msg: "x".repeat(65_536) })],
    ["no md5", JSON.stringify({ ...outer, data })],
    ["no data", JSON.stringify({ ...outer, md5 })],
    ["data of another type", JSON.stringify({ ...outer, md5, data: { a: 1 } })],
    ["content in the clear", JSON.stringify({ ...outer, ...told })],
    ["another md5", JSON.stringify({ ...sealed, md5: "0".repeat(32) })],
    ["changed data", JSON.stringify({ ...sealed, data: `A${data.slice(1)}` })],
    ["a wrong sign key", JSON.stringify({ ...outer, ...sealFields(told, "C0FFEE1234ABCD91") })],
    ["another merchant outside", JSON.stringify({ ...sealed, merchant_id: "ON00000001" })],
    [
      "another merchant inside",
      JSON.stringify({ ...outer, ...sealFields({ ...told, merchant_id: "ON00000001" }, signKey) }),
    ],
  ];
  for (const [what, body] of forged) {
    test(`rejects ${what}`, () => {
      assert.throws(() => open(body), unverified);
    });
  }

  test("wants to hear SUCCESS once it is stored", () => {
    assert.deepEqual(provider.acknowledgement, {
      status: 200,
      contentType: "text/plain",
      body: "SUCCESS",
    });
  });
});
