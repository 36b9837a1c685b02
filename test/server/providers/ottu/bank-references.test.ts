/** What is kept of the bank's own answer, in every shape in which it comes, and what is left behind. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseExactJson } from "../../../../server/providers/exact-json.ts";
import { signMessage } from "../../../../server/providers/ottu/signature.ts";
import type { OttuConfig } from "../../../../server/providers/ottu/index.ts";
import { json, knownOrder, never, ottuAt, sessionId, startOttu } from "./scripted-ottu.ts";

/** As KNET answers, and as Ottu's documents show it. */
const knet = {
  result: "CAPTURED",
  postdate: "0205",
  ref: "603418000123",
  trackid: "1770230112345",
  tranid: "603418123456789",
  udf1: "Noor Al-Sabah",
  udf2: "noor@shop.example",
  udf3: "+96555501234",
  udf4: "888888",
  udf5: "cart c-88",
  eci: "7",
  responsecode: "00",
  paymentid: "100202603412345678",
  auth: "B52041",
  cardholder: "Noor",
  card: "8888880000000001",
};
const { udf1: _1, udf2: _2, udf3: _3, udf4: _4, udf5: _5, eci: _6, ...rest } = knet;
const { cardholder: _7, card: _8, ...kept } = rest;

const message = {
  amount: "12.750",
  currency_code: "KWD",
  gateway_account: "knet-main",
  gateway_name: "kpay",
  order_no: "W-20431-0123ABCD",
  reference_number: "shop7QK2",
  result: "success",
};

const older: OttuConfig["pos"] = { flow: "pos", trust: "path", initiator: null };

function open(body: string, isOlder: boolean) {
  const provider = ottuAt("https://ottu.shop.example", isOlder ? { pos: older } : {});
  const order = isOlder ? { ...knownOrder, providerRef: knownOrder.orderNumber } : knownOrder;
  return provider.openNotification(Buffer.from(body), "application/json", order);
}

function signed(fields: object): string {
  const exact = parseExactJson(JSON.stringify(fields));
  const signature = signMessage("v1", exact, "drop-in-test-key");
  return JSON.stringify({ ...fields, signature });
}

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
const inForm = (name: (member: string) => string) =>
  form({
    ...message,
    ...Object.fromEntries(Object.entries(knet).map(([key, value]) => [name(key), value])),
  });

describe("the bank's references", () => {
  const webhook = { ...message, session_id: sessionId, state: "paid" };
  const cases: ReadonlyArray<readonly [what: string, body: string, isOlder: boolean]> = [
    ["a webhook", signed({ ...webhook, gateway_response: knet }), false],
    ["a signed disclosure", signed({ ...message, gateway_response: knet }), true],
    ["an unsigned disclosure", JSON.stringify({ ...message, gateway_response: knet }), true],
    ["JSON in a text", signed({ ...webhook, gateway_response: JSON.stringify(knet) }), false],
    ["a form with JSON in it", form({ ...message, gateway_response: JSON.stringify(knet) }), true],
    ["a form in brackets", inForm((key) => `gateway_response[${key}]`), true],
    ["a form with dots", inForm((key) => `gateway_response.${key}`), true],
    ["another spelling", JSON.stringify({ ...message, Gateway_Response: knet }), true],
  ];
  for (const [what, body, isOlder] of cases) {
    it(`are kept of ${what}, and nothing personal`, () => {
      const { references, facts } = open(body, isOlder);
      assert.deepEqual(references, kept);
      assert.doesNotMatch(JSON.stringify([references, facts]), /noor|c-88|888888|55501234/i);
    });
  }

  it("are kept whatever the case of their names, and as they were written", () => {
    const spelled = `{"Ref":603418000123,"TRANID":"1","trackID":"2","PaymentID":1.50,"Auth":"a","postDate":"0205","Result":"NOT CAPTURED","responseCode":"05"}`;
    const body = JSON.stringify({ ...message, gateway_response: "@" }).replace('"@"', spelled);
    assert.deepEqual(open(body, true).references, {
      ref: "603418000123",
      tranid: "1",
      trackid: "2",
      paymentid: "1.50",
      auth: "a",
      postdate: "0205",
      result: "NOT CAPTURED",
      responsecode: "05",
    });
  });

  const odd: readonly unknown[] = [
    "",
    "  ",
    "x".repeat(65),
    "a\u0000b",
    "a\nb",
    "noor@shop.example",
    "نور",
    null,
    true,
    ["1"],
    { ref: "1" },
  ];
  for (const ref of odd) {
    it(`are none where one reads ${JSON.stringify(ref).slice(0, 30)}`, () => {
      const body = JSON.stringify({ ...message, gateway_response: { ref } });
      assert.equal(open(body, true).references, undefined);
    });
  }

  for (const response of [undefined, null, "", "{", "[]", "text", 7, [], [knet], {}]) {
    it(`are none where gateway_response is ${JSON.stringify(response)?.slice(0, 20)}`, () => {
      const body = JSON.stringify({ ...message, gateway_response: response });
      assert.equal(open(body, true).references, undefined);
    });
  }

  for (const flow of ["checkout", "older"] as const) {
    it(`are kept of an answer of the ${flow} API that carries them`, async (t) => {
      const answer = { ...message, session_id: sessionId, state: "paid", gateway_response: knet };
      const isOlder = flow === "older";
      const { provider } = await startOttu(t, json(answer), { pos: isOlder ? older : null });
      const providerRef = isOlder ? knownOrder.orderNumber : sessionId;
      const report = await provider.query({ ...knownOrder, providerRef, test: true }, never());
      assert.deepEqual(report.references, kept);
    });
  }
});
