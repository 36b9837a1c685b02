import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseExactJson } from "../../../../server/providers/exact-json.ts";
import { signMessage, verifyMessage } from "../../../../server/providers/ottu/signature.ts";

const payload = parseExactJson(`{"amount":"12.750","currency_code":"KWD",
  "customer_email":"noor@shop.test","customer_first_name":"نور","customer_last_name":"",
  "customer_phone":"+96555501234","gateway_account":"knet-main","gateway_name":"kpay",
  "order_no":"W-20431","payment_type":"one_off","reference_number":"shop7QK2","result":"success",
  "session_id":"3f0c9e1b7a5d4428b6c1d09e77aa51c2f4be8d10","state":"paid","fee":"0.000 KWD",
  "extra":{"merchant_id":"shop.example.net","cart":"c-88"}}`);
const key = "drop-in-test-key";
const v1 = "846313ffb60114a790c92e20116deab174b8d2a9bbc7ddc55d2dafaf1daa6201";
const v2 = "c7cd1ac102687c379e1506099e55b70604bc0a59195e5381e8b96ae4d8ee2722";

describe("signMessage", () => {
  const vectors = [
    [
      "v1",
      "pu9MpX3yPR",
      { amount: "86.000", currency_code: "KWD", customer_first_name: "example-customer" },
      "6143b8ad4bd283540721ab000f6de746e722231aaaa90bc38f639081d3ff9f67",
    ],
    [
      "v2",
      "test-key",
      { amount: "100.000", result: "success", session_id: "sess-1", token: { token: "tok-1" } },
      "46ba93a62680c8750567583bb8074e37ccaadc6f374268b78a0c574c8424baff",
    ],
    ["v1", key, payload, v1],
    ["v2", key, payload, v2],
  ] as const;
  for (const [scheme, secret, message, digest] of vectors) {
    test(`gives the published ${scheme} digest ${digest.slice(0, 8)}…`, () => {
      assert.equal(signMessage(scheme, message, secret), digest);
    });
  }

  const sameAs = (scheme: "v1" | "v2", written: string, as: string) => {
    assert.equal(
      signMessage(scheme, parseExactJson(written), key),
      signMessage(scheme, parseExactJson(as), key),
    );
  };
  for (const [what, written, as] of [
    ["fields in any order", `{"state":"paid","amount":"1"}`, `{"amount":"1","state":"paid"}`],
    ["null, empty and absent fields", `{"amount":"1","state":null,"result":""}`, `{"amount":"1"}`],
    ["fields that are not on its list", `{"amount":"1","cart":"x"}`, `{"amount":"1"}`],
    ["numbers as they are written", `{"amount":12.750}`, `{"amount":"12.750"}`],
    [
      "numbers no double can hold",
      `{"amount":90071992547409931}`,
      `{"amount":"90071992547409931"}`,
    ],
  ] as const) {
    test(`takes ${what} alike`, () => {
      sameAs("v1", written, as);
      sameAs("v2", written, as);
    });
  }

  test("skips a zero in V2 only, and never the text 0", () => {
    sameAs("v2", `{"amount":"1","order_no":0,"state":false}`, `{"amount":"1"}`);
    sameAs("v1", `{"amount":"1","order_no":0}`, `{"amount":"1","order_no":"0"}`);
    assert.notEqual(
      signMessage("v2", { amount: "1", order_no: "0" }, key),
      signMessage("v2", { amount: "1" }, key),
    );
  });

  test("reads the dots of V2 as steps into objects, not as names", () => {
    sameAs("v2", `{"amount":"1","token.token":"t"}`, `{"amount":"1"}`);
    sameAs("v2", `{"amount":"1","agreement":"a","extra":{"autopay":[]}}`, `{"amount":"1"}`);
    const nested = { amount: "1", extra: { autopay: { subscription_id: "s" } } };
    assert.notEqual(signMessage("v2", nested, key), signMessage("v2", { amount: "1" }, key));
  });

  test("does not sign what a message inherits", () => {
    sameAs("v2", `{"__proto__":{"state":"paid"},"amount":"1"}`, `{"amount":"1"}`);
  });
});

describe("verifyMessage", () => {
  test("tells which scheme matches, when either is accepted", () => {
    assert.equal(verifyMessage(payload, v1, [key], "auto"), "v1");
    assert.equal(verifyMessage(payload, v2, [key], "auto"), "v2");
    assert.equal(verifyMessage(payload, v2.toUpperCase(), [key], "auto"), "v2");
  });

  test("accepts only the scheme it is told to", () => {
    assert.equal(verifyMessage(payload, v1, [key], "v2"), null);
    assert.equal(verifyMessage(payload, v2, [key], "v1"), null);
    assert.equal(verifyMessage(payload, v1, [key], "v1"), "v1");
    assert.equal(verifyMessage(payload, v2, [key], "v2"), "v2");
  });

  test("tries every key", () => {
    assert.equal(verifyMessage(payload, v2, ["new-key", key], "auto"), "v2");
    assert.equal(verifyMessage(payload, v2, ["new-key"], "auto"), null);
    assert.equal(verifyMessage(payload, v2, [], "auto"), null);
  });

  const emptyKeyed = signMessage("v1", payload, "");
  for (const [why, signature] of [
    [
      "the empty last name was not skipped",
      "8a561d104350af8746642a671db1ed3350c8e4c259dbcb49b04606dc650689c9",
    ],
    [
      "the fields were not sorted",
      "f2bc99362fe1417763afbb472927f9ca987c0c01ca825af75a34d23ca1684c35",
    ],
    ["it is empty", ""],
    ["it is cut short", v1.slice(0, 62)],
    ["something follows it", `${v1}00`],
    ["it is not hexadecimal", `${v1.slice(0, 63)}g`],
    ["it was made with an empty key", emptyKeyed],
  ] as const) {
    test(`rejects a signature when ${why}`, () => {
      assert.equal(verifyMessage(payload, signature, [key, ""], "auto"), null);
    });
  }

  for (const [field, value] of [
    ["amount", "12.75"],
    ["order_no", "W-20432"],
    ["state", "failed"],
    ["currency_code", "USD"],
    ["customer_first_name", "نورة"],
  ] as const) {
    test(`rejects a message whose ${field} was changed`, () => {
      const altered = { ...(payload as object), [field]: value };
      assert.equal(verifyMessage(altered, v1, [key], "auto"), null);
      assert.equal(verifyMessage(altered, v2, [key], "auto"), null);
    });
  }

  /** V1 does not cover the session id: whoever relies on it must confirm by asking. */
  test("notices another session id under V2, and cannot under V1", () => {
    const altered = { ...(payload as object), session_id: "0".repeat(40) };
    assert.equal(verifyMessage(altered, v2, [key], "auto"), null);
    assert.equal(verifyMessage(altered, v1, [key], "auto"), "v1");
  });
});
