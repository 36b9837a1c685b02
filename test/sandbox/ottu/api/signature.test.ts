import assert from "node:assert/strict";
import { test } from "node:test";
import { signPayload } from "../../../../demo/sandbox/index.ts";

const full = {
  amount: "12.750",
  currency_code: "KWD",
  customer_email: "noor@shop.test",
  customer_first_name: "نور",
  customer_last_name: "",
  customer_phone: "+96555501234",
  gateway_account: "knet-main",
  gateway_name: "kpay",
  order_no: "W-20431",
  payment_type: "one_off",
  reference_number: "shop7QK2",
  result: "success",
  session_id: "3f0c9e1b7a5d4428b6c1d09e77aa51c2f4be8d10",
  state: "paid",
  fee: "0.000 KWD",
  extra: { merchant_id: "shop.example.net", cart: "c-88" },
};

const vectors = [
  {
    version: "v1",
    key: "pu9MpX3yPR",
    payload: {
      amount: "86.000",
      currency_code: "KWD",
      customer_first_name: "example-customer",
    },
    digest: "6143b8ad4bd283540721ab000f6de746e722231aaaa90bc38f639081d3ff9f67",
  },
  {
    version: "v2",
    key: "test-key",
    payload: {
      amount: "100.000",
      result: "success",
      session_id: "sess-1",
      token: { token: "tok-1" },
    },
    digest: "46ba93a62680c8750567583bb8074e37ccaadc6f374268b78a0c574c8424baff",
  },
  {
    version: "v1",
    key: "drop-in-test-key",
    payload: full,
    digest: "846313ffb60114a790c92e20116deab174b8d2a9bbc7ddc55d2dafaf1daa6201",
  },
  {
    version: "v2",
    key: "drop-in-test-key",
    payload: full,
    digest: "c7cd1ac102687c379e1506099e55b70604bc0a59195e5381e8b96ae4d8ee2722",
  },
] as const;

for (const { version, key, payload, digest } of vectors) {
  test(`signs ${Object.keys(payload).length} fields by ${version} as Ottu does`, () => {
    assert.equal(signPayload(payload, key, version), digest);
  });
}
