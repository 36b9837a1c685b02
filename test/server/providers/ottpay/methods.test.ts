import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { MethodFilter } from "../../../../contract/contract.ts";
import { GatewayError } from "../../../../server/platform/errors.ts";
import { never, providerAt } from "./scripted-gateway.ts";

const live = "https://frontapi.ottpay.com:443/processV2";
const local = "http://127.0.0.1:9/processV2";
const cad: MethodFilter = { currency: "CAD" };

describe("OTT Pay's methods", () => {
  test("are listed in the configured order, NONE always last", async () => {
    const provider = providerAt(live, { config: { wallets: ["NONE", "GP", "ALIPAY", "GP"] } });
    const methods = await provider.listMethods(cad, never());
    assert.deepEqual(
      methods.map(({ code, label, kind, test: isTest }) => [code, label, kind, isTest]),
      [
        ["GP", "Credit or debit card", "card", false],
        ["ALIPAY", "Alipay", "wallet", false],
        ["NONE", "Other ways with OTT Pay", "other", false],
      ],
    );
  });

  test("have a label of their own in every language, none twice", async () => {
    const methods = await providerAt(live).listMethods(cad, never());
    assert.equal(methods.length, 5);
    for (const language of ["en", "ar", "fr", "zh"]) {
      const labels = methods.map((method) => method.labels?.[language]);
      assert.equal(new Set(labels).size, 5, language);
      assert.ok(labels.every((label) => label !== undefined && label !== ""));
    }
  });

  for (const url of [
    local,
    "http://localhost:1/x",
    "http://pay.localhost/x",
    "http://[::1]:1/x",
    "http://127.9.9.9/x",
  ]) {
    test(`are test methods at ${url}`, async () => {
      const methods = await providerAt(url).listMethods(cad, never());
      assert.ok(methods.length > 0 && methods.every((method) => method.test));
    });
  }

  for (const url of [
    live,
    "https://localhost.example/x",
    "https://127.0.0.1.example/x",
    "https://10.0.0.1/x",
  ]) {
    test(`are live methods at ${url}`, async () => {
      const methods = await providerAt(url).listMethods(cad, never());
      assert.ok(methods.length > 0 && methods.every((method) => !method.test));
    });
  }

  test("have no history per customer", async () => {
    assert.deepEqual(await providerAt(live).listRecentCodes("c-1", cad, never()), []);
  });
});

describe("serves", () => {
  const rows: ReadonlyArray<readonly [MethodFilter, string, boolean]> = [
    [{ currency: "CAD" }, live, true],
    [{ currency: "USD" }, live, true],
    [{ currency: "KWD" }, live, false],
    [{ currency: "CAD", operation: "purchase", tokenizable: false }, live, true],
    [{ currency: "CAD", plugin: "payment_request" }, live, true],
    [{ currency: "CAD", operation: "authorize" }, live, false],
    [{ currency: "CAD", tokenizable: true }, live, false],
    [{ currency: "CAD", autoDebit: true }, live, false],
    [{ currency: "CAD", pgNames: ["kpay"] }, live, false],
    [{ currency: "CAD", tags: ["vip"] }, live, false],
    [{ currency: "CAD", paymentServices: ["apple_pay"] }, live, false],
    [{ currency: "CAD", type: "production" }, live, true],
    [{ currency: "CAD", type: "sandbox" }, live, false],
    [{ currency: "CAD", type: "sandbox" }, local, true],
    [{ currency: "CAD", type: "production" }, local, false],
  ];
  for (const [filter, url, expected] of rows) {
    test(`is ${expected} for ${JSON.stringify(filter)} at ${new URL(url).hostname}`, () => {
      assert.equal(providerAt(url).serves(filter), expected);
    });
  }
});

describe("redirectUrl", () => {
  const rows: ReadonlyArray<readonly [string, string, string]> = [
    ["https://pay.ottpay.com/h5", "ALIPAY", "https://pay.ottpay.com/h5?selected=ALIPAY"],
    ["https://pay.ottpay.com/h5?", "NONE", "https://pay.ottpay.com/h5?selected=NONE"],
    ["https://pay.ottpay.com/h5?id=1", "GP", "https://pay.ottpay.com/h5?id=1&selected=GP"],
    [
      "https://pay.ottpay.com/h5?selected=GP&id=1",
      "WECHATPAY",
      "https://pay.ottpay.com/h5?id=1&selected=WECHATPAY",
    ],
    [
      "https://pay.ottpay.com/h5?%73elected=GP",
      "UNIONPAY",
      "https://pay.ottpay.com/h5?selected=UNIONPAY",
    ],
    [
      "https://pay.ottpay.com/h5?id=1#/pay",
      "ALIPAY",
      "https://pay.ottpay.com/h5?id=1&selected=ALIPAY#/pay",
    ],
    [
      "https://pay.ottpay.com/h5?s=a%20b~c+d%2fe==&empty&x",
      "ALIPAY",
      "https://pay.ottpay.com/h5?s=a%20b~c+d%2fe==&empty&x&selected=ALIPAY",
    ],
  ];
  for (const [link, code, expected] of rows) {
    test(`adds ${code} to ${link} and leaves the rest as it is`, () => {
      assert.equal(providerAt(live).redirectUrl({ link, charges: {} }, code), expected);
    });
  }

  for (const code of ["PAYPAL", "alipay", "", "ALIPAY&x=1"]) {
    test(`refuses the code ${JSON.stringify(code)}`, () => {
      assert.throws(
        () => providerAt(live).redirectUrl({ link: "https://pay.ottpay.com/", charges: {} }, code),
        (error) =>
          error instanceof GatewayError &&
          error.gatewayCode === "codes" &&
          error.outcome === "none",
      );
    });
  }
});

describe("order numbers and durations", () => {
  test("an order number is 20 letters and digits", () => {
    assert.match(providerAt(live).createOrderNumber("W-20431"), /^[A-Za-z0-9]{20}$/);
  });

  test("an order lives as configured, never longer than its session", () => {
    const provider = providerAt(live);
    assert.deepEqual(
      [3600, 900, 899, 61.9].map((left) => provider.orderSeconds(left)),
      [900, 900, 899, 61],
    );
  });
});
