/** The wire of cards, field by field, against an OTT Pay that answers as the test says. */
import assert from "node:assert/strict";
import { createDecipheriv, createHash } from "node:crypto";
import { describe, it, type TestContext } from "node:test";
import type {
  CardCharge,
  GatewayReport,
  KnownOrder,
} from "../../../../server/providers/provider.ts";
import { findCardSeal } from "../../../../server/providers/ottpay/card-seals.ts";
import { createHttpClient } from "../../../../server/platform/http-client.ts";
import { createOttpayProvider } from "../../../../server/providers/ottpay/index.ts";
import {
  answerJson,
  merchantId,
  never,
  sealedAnswer,
  signKey,
  startGateway,
  type Harness,
  type Script,
} from "./scripted-gateway.ts";

const card = {
  number: "5555555555554444",
  brand: "MC",
  name: "Noor Al-Sabah",
  expiry: "0931",
  cvv: "123",
  address: "1 King Street",
  city: "Toronto",
  province: "ON",
  postalCode: "M5V 2T6",
  country: "CA",
} as const;

const request: CardCharge = {
  orderNumber: "P1234567890123456789",
  amount: "19.99",
  currency: "CAD",
  card,
};

const approved = {
  rspCode: "SUCCESS",
  rspMsg: "success",
  trade_time: "20261121214512",
  orderId: request.orderNumber,
  trackorderId: "000123",
  bizpay_order_id: "30011223344",
  amount: "1999",
  tip: "0",
  order_status: "success",
  exchange_rate: "1",
  convenience_fee: "0",
  refundAmount: "0",
};

/** One second after New Year in Beijing. */
const now = Date.UTC(2026, 11, 31, 16, 0, 1);

async function startCards(t: TestContext, script: Script): Promise<Harness> {
  const gateway = await startGateway(t, script);
  const seal = findCardSeal("inferred-aes-ecb");
  assert.ok(seal !== undefined);
  const provider = createOttpayProvider(
    {
      url: gateway.url,
      merchantId,
      shopId: "ON00009999001",
      operatorId: "0000012345",
      signKeys: [signKey, "AN-OLDER-KEY"],
      currencies: ["CAD"],
      wallets: ["ALIPAY"],
      mayAddFee: true,
      durationSeconds: 900,
      outer: "json",
      card: { operation: "purchase", seal: "inferred-aes-ecb" },
    },
    {
      http: createHttpClient({ fetch: globalThis.fetch }),
      random: (count) => new Uint8Array(count),
      clock: { now: () => now, wait: () => Promise.resolve() },
      cardSeal: seal,
    },
  );
  return { ...gateway, provider };
}

async function charge(t: TestContext, script: Script, change: Partial<CardCharge> = {}) {
  const { provider, asked } = await startCards(t, script);
  const { cards } = provider.capabilities;
  assert.ok(cards !== null);
  const report = await cards.charge({ ...request, ...change }, never());
  return { report, asked };
}

const order: KnownOrder = {
  orderNumber: request.orderNumber,
  providerRef: request.orderNumber,
  amount: "19.99",
  currency: "CAD",
  method: "CARD",
  codes: ["CARD"],
  test: true,
};

async function query(t: TestContext, script: Script, change: Partial<KnownOrder> = {}) {
  const { provider, asked } = await startCards(t, script);
  return { report: await provider.query({ ...order, ...change }, never()), asked };
}

const answered = (fields: Record<string, string>) => sealedAnswer({ ...approved, ...fields });
const without = (name: keyof typeof approved) => {
  const { [name]: _gone, ...rest } = approved;
  return sealedAnswer(rest);
};

/** Words that OTT Pay's list of codes does not have. */
const unlisted = ["00", "0", "0000", "APPROVED", "approved", "OK", "Success!", "成功"];
/** Of its list. */
const failures = [
  "FAIL",
  "PARAM_INVALID",
  "PARAM_ERROR",
  "PARAM_SOMETHING",
  "PWD_INCORRECT",
  "ORDER_TYPE_ERROR",
  "AUTH_CODE_INVALID",
  "SYSTEM_ERROR",
  "DB_ERROR",
  "TIMEOUT",
  "PROCESSING",
  "ORDER_USED",
];

describe("CC_PURCHASE", () => {
  it("is sent with every field of OTT Pay's table, each a text", async (t) => {
    const { asked } = await charge(t, answered({}));
    const { cc_number, cc_sha, ...rest } = asked[0]?.data ?? {};
    assert.equal(asked[0]?.body["action"], "CC_PURCHASE");
    assert.equal(asked[0].body["version"], "2.0");
    assert.deepEqual(rest, {
      orderId: request.orderNumber,
      merId: merchantId,
      shopId: "ON00009999001",
      termId: "CNP_ECOM",
      operator_id: "0000012345",
      txnTime: "20270101000001",
      txnAmt: "1999",
      cc_type: "MC",
      channelType: "PORTICOECOM",
      biz_type: "portico_card",
      cc_channelType: "web",
      currency: "CAD",
      cc_maskednum: "4444",
    });
    assert.match(String(cc_sha), /^[0-9A-F]{64}$/);
    assert.ok(!JSON.stringify(asked).includes(card.number));
    assert.equal(typeof cc_number, "string");
  });

  it("carries the whole card in the inferred seal", async (t) => {
    const { asked } = await charge(t, answered({}));
    const sha = String(asked[0]?.data["cc_sha"]);
    const key = createHash("md5")
      .update(sha + signKey)
      .digest("hex")
      .toUpperCase()
      .slice(8, 24);
    const decipher = createDecipheriv("aes-128-ecb", key, null);
    const text =
      decipher.update(String(asked[0]?.data["cc_number"]), "base64", "utf8") +
      decipher.final("utf8");
    const object = JSON.parse(text) as Record<string, string>;
    assert.deepEqual(object, {
      cc_number: card.number,
      cc_name: card.name,
      cc_expiry: card.expiry,
      cvn2: card.cvv,
      ssl_avs_address: card.address,
      ssl_city: card.city,
      ssl_province: card.province,
      ssl_avs_zip: card.postalCode,
      ssl_country: card.country,
    });
    const joined =
      "0931" +
      card.name +
      card.number +
      card.cvv +
      card.address +
      "M5V 2T6" +
      "Toronto" +
      "CA" +
      "ON";
    assert.equal(sha, createHash("sha256").update(joined).digest("hex").toUpperCase());
  });

  it("is told with what OTT Pay and the bank call it", async (t) => {
    const names = { bizpay_order_id: "30011223344", trackorderId: "000123" };
    assert.deepEqual((await charge(t, answered({}))).report.references, names);
    assert.deepEqual((await query(t, answered({}))).report.references, names);
  });

  it("is CC_PREAUTH for a number that begins with A, and authorizes", async (t) => {
    const orderNumber = "A1234567890123456789";
    const { report, asked } = await charge(t, answered({ orderId: orderNumber }), { orderNumber });
    assert.equal(asked[0]?.body["action"], "CC_PREAUTH");
    assert.equal(report.state, "authorized");
  });

  const readings: ReadonlyArray<readonly [Script, Partial<GatewayReport>]> = [
    [answered({}), { state: "paid", amount: "19.99", fee: "0.00", transactionRef: "30011223344" }],
    [
      answered({ order_status: "SUCCESS", convenience_fee: "50", amount: "2049" }),
      { state: "paid", amount: "20.49", fee: "0.50" },
    ],
    [without("bizpay_order_id"), { state: "paid", transactionRef: "000123" }],
    [answered({ order_status: "fail" }), { state: "failed" }],
    [answered({ order_status: "fail", rspCode: "FAIL" }), { state: "failed" }],
    [answered({ order_status: "error" }), { state: "open" }],
    [answered({ order_status: "processing" }), { state: "open" }],
    [answered({ order_status: "something new" }), { state: "open" }],
    [answered({ rspCode: "FAIL" }), { state: "open" }],
    [answered({ rspCode: "SYSTEM_ERROR" }), { state: "open" }],
    [without("order_status"), { state: "unstated", amount: "19.99" }],
    [answered({ order_status: "" }), { state: "unstated" }],
    [answered({ rspCode: "SYSTEM_ERROR", order_status: "" }), { state: "open" }],
    [answered({ rspCode: "00", order_status: "" }), { state: "open" }],
    [answered({ rspCode: "FAIL", order_status: "" }), { state: "failed" }],
    [answered({ refundAmount: "1999" }), { state: "refunded" }],
    [answered({ orderId: "ANOTHER" }), { state: "paid", orderNumber: "ANOTHER" }],
    [
      (response) => answerJson(response, { rsp_code: "FAIL", rsp_msg: "declined" }),
      { state: "failed" },
    ],
    [(response) => answerJson(response, { rsp_code: "fail" }), { state: "failed" }],
  ];
  for (const [index, [script, expected]] of readings.entries()) {
    it(`reads answer ${index + 1} as ${expected.state ?? "?"}`, async (t) => {
      const { report } = await charge(t, script);
      for (const [name, value] of Object.entries(expected)) {
        assert.equal(report[name as keyof GatewayReport], value, name);
      }
      assert.equal(report.test, true);
    });
  }

  for (const word of unlisted) {
    it(`takes the code ${word} for nothing beside a success`, async (t) => {
      assert.equal((await charge(t, answered({ rspCode: word }))).report.state, "paid");
      const outside = sealedAnswer({ ...approved, rspCode: word }, signKey, word);
      assert.equal((await charge(t, outside)).report.state, "paid");
    });
  }

  for (const code of failures) {
    it(`calls nothing paid where the code is ${code}`, async (t) => {
      for (const rspCode of [code, code.toLowerCase()]) {
        assert.equal((await charge(t, answered({ rspCode }))).report.state, "open");
      }
    });
  }

  for (const code of ["SYSTEM_ERROR", "ORDER_USED", "ORDER_PAID", "TIMEOUT", "DECLINED_BY_MOON"]) {
    it(`may have charged when the answer is ${code}`, async (t) => {
      const asking = charge(t, (response) => answerJson(response, { rsp_code: code }));
      await assert.rejects(asking, { name: "GatewayError", outcome: "unknown" });
    });
  }

  for (const code of ["PARAM_INVALID", "PARAM_ERROR", "PWD_INCORRECT", "AUTH_CODE_INVALID"]) {
    it(`has not charged when the answer is ${code}`, async (t) => {
      const asking = charge(t, (response) => answerJson(response, { rsp_code: code }));
      await assert.rejects(asking, { name: "GatewayError", outcome: "none", failure: "refused" });
    });
  }

  it("sends nothing that is not a whole charge, and says nothing of the card", async (t) => {
    const { provider, asked } = await startCards(t, answered({}));
    const asking = provider.capabilities.cards?.charge(
      { ...request, currency: "KWD", amount: "1.000" },
      never(),
    );
    await assert.rejects(
      async () => asking,
      (error: Error & { outcome?: string }) => {
        assert.equal(error.outcome, "none");
        assert.equal(error.cause, undefined);
        return true;
      },
    );
    assert.equal(asked.length, 0);
  });
});

describe("CC_QUERYPAY", () => {
  it("asks by our number, with every field of OTT Pay's table", async (t) => {
    const { asked, report } = await query(t, answered({}));
    assert.equal(asked[0]?.body["action"], "CC_QUERYPAY");
    assert.equal(asked[0].body["version"], "2.0");
    assert.deepEqual(asked[0].data, {
      orderId: request.orderNumber,
      merchant_id: merchantId,
      shopId: "ON00009999001",
      termId: "CNP_ECOM",
      channelType: "PORTICOECOM",
      bizType: "portico_card",
      cc_channelType: "GLBPAYMNTS",
    });
    assert.equal(report.state, "paid");
  });

  for (const [status, state] of [
    ["success", "paid"],
    ["fail", "failed"],
    ["error", "failed"],
    ["processing", "open"],
  ] as const) {
    it(`takes ${status} for ${state}`, async (t) => {
      assert.equal((await query(t, answered({ order_status: status }))).report.state, state);
    });
  }

  it("has no word of how a charge stands where the question alone succeeded", async (t) => {
    assert.equal((await query(t, without("order_status"))).report.state, "unstated");
    const refunded = answered({ order_status: "", refundAmount: "1999" });
    assert.equal((await query(t, refunded)).report.state, "unstated");
  });

  for (const rspCode of unlisted) {
    it(`takes the code ${rspCode} for nothing beside a success`, async (t) => {
      assert.equal((await query(t, answered({ rspCode }))).report.state, "paid");
      const outside = sealedAnswer({ ...approved, rspCode }, signKey, rspCode);
      assert.equal((await query(t, outside)).report.state, "paid");
    });
  }

  for (const rspCode of failures) {
    it(`says nothing where the code beside a success is ${rspCode}`, async (t) => {
      await assert.rejects(query(t, answered({ rspCode })), { failure: "invalid_answer" });
    });
  }

  it("does not take a refusal of the question for a decline of the charge", async (t) => {
    for (const rspCode of ["FAIL", "fail", "PARAM_INVALID"]) {
      await assert.rejects(query(t, sealedAnswer({ rspCode, rspMsg: "no such order" })), {
        failure: "refused",
        gatewayCode: rspCode.toUpperCase(),
      });
    }
  });

  it("says nothing where the answer contradicts itself or has no known status", async (t) => {
    for (const script of [answered({ rspCode: "FAIL" }), answered({ order_status: "odd" })]) {
      await assert.rejects(query(t, script), { failure: "invalid_answer", outcome: "unknown" });
    }
  });
});
