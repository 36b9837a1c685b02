/** The first level of OTT Pay's messages, written in every way in which it is read. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { CheckoutError } from "../../../../server/platform/errors.ts";
import {
  anOrder,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../../support/running-proxy.ts";
import { sealFields } from "./independent-seal.ts";
import {
  knownOrder,
  merchantId,
  never,
  orderRequest,
  providerAt,
  signKey,
  startGateway,
} from "./scripted-gateway.ts";

const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
const urlSafe = (text: string) => Buffer.from(text, "utf8").toString("base64url");
const inLines = (text: string) => base64(text).replace(/.{20}/g, "$&\r\n");
const escaped = (text: string) =>
  `"${base64(text).replaceAll("/", "\\/").replaceAll("=", "\\u003d")}"`;

/** By name: how the JSON of a message is written. */
const written: ReadonlyArray<readonly [string, (json: string) => string]> = [
  ["plain JSON", (json) => json],
  ["JSON behind a byte order mark", (json) => `\uFEFF${json}`],
  ["Base64", base64],
  ["Base64 without padding", (json) => base64(json).replace(/=+$/, "")],
  ["URL-safe Base64", urlSafe],
  [
    "URL-safe Base64 with padding",
    (json) => base64(json).replaceAll("+", "-").replaceAll("/", "_"),
  ],
  ["Base64 in lines", inLines],
  ["Base64 between white space", (json) => ` \n${base64(json)}\t\n`],
  ["Base64 in a JSON string", (json) => JSON.stringify(base64(json))],
  ["Base64 in a JSON string with escapes", escaped],
  ["Base64 in lines in a JSON string", (json) => JSON.stringify(inLines(json))],
  ["URL-safe Base64 in a JSON string", (json) => ` ${JSON.stringify(urlSafe(json))} `],
  ["JSON in a JSON string", (json) => JSON.stringify(json)],
  ["Base64 of JSON behind a byte order mark", (json) => base64(`\uFEFF${json}`)],
];

const broken: ReadonlyArray<readonly [string, string]> = [
  ["nothing", ""],
  ["an empty JSON string", '""'],
  ["Base64 of nothing", "===="],
  ["Base64 of a number", base64("17")],
  ["Base64 of a list", base64("[1]")],
  ["Base64 of half an object", base64('{"rsp_code":"SUCC')],
  ["Base64 of bytes that are no text", Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString("base64")],
  ["Base64 of Base64 of Base64 of Base64", base64(base64(base64(base64("{}"))))],
  ["a word", "SUCCESS"],
];

const call = { rsp_code: "SUCCESS", rsp_msg: "成功 ÿ?>~", merchant_id: merchantId };
const told = { order_id: "17357835450001234", amount: "1999", sale_num: knownOrder.orderNumber };

describe("a reply", () => {
  const fields = { payinfo: "https://pay.ottpay.com/h5?id=1" };
  const json = JSON.stringify({ ...call, ...sealFields(fields, signKey) });
  for (const [what, write] of written) {
    it(`is read from ${what}`, async (t) => {
      const { provider } = await startGateway(t, (response) => response.end(write(json)));
      assert.equal((await provider.createOrder(orderRequest, never())).link, fields.payinfo);
    });
  }

  for (const [what, text] of broken) {
    it(`is none that can be used where it is ${what}`, async (t) => {
      const { provider } = await startGateway(t, (response) => response.end(text));
      await assert.rejects(provider.createOrder(orderRequest, never()), {
        failure: "invalid_answer",
        outcome: "unknown",
      });
    });
  }

  it("says no in Base64, too", async (t) => {
    const refusal = base64(JSON.stringify({ rsp_code: "FAIL" }));
    const { provider } = await startGateway(t, (response) => response.end(refusal));
    await assert.rejects(provider.createOrder(orderRequest, never()), {
      failure: "refused",
      outcome: "none",
    });
  });
});

describe("a call-back", () => {
  const provider = providerAt("https://frontapi.ottpay.com/processV2");
  const open = (text: string, type: string) =>
    provider.openNotification(new TextEncoder().encode(text), type, knownOrder);
  const json = JSON.stringify({ ...call, ...sealFields(told, signKey) });
  const { fingerprint } = open(json, "application/json");

  for (const [what, write] of written) {
    it(`is opened from ${what}, whatever it calls itself, and is the same one`, () => {
      for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
        const opened = open(write(json), type);
        assert.equal(opened.transactionRef, told.order_id);
        assert.equal(opened.claimedState, "paid");
        assert.equal(opened.fingerprint, fingerprint);
      }
    });
  }

  for (const [what, text] of broken) {
    it(`is refused where it is ${what}`, () => {
      assert.throws(
        () => open(text, "application/json"),
        (error) => error instanceof CheckoutError && error.code === "notification_unverified",
      );
    });
  }
});

describe("a request", () => {
  const answer = sealFields({ feeType: "CAD", rate: "505703000" }, signKey);

  it("is plain JSON", async (t) => {
    const { provider, asked } = await startGateway(t, (response) =>
      response.end(JSON.stringify({ ...call, ...answer })),
    );
    await provider.checkCredentials(never());
    assert.equal(asked[0]?.text, JSON.stringify(asked[0]?.body));
  });

  it("is Base64 of it, under the same headers, where that is configured", async (t) => {
    const { provider, asked } = await startGateway(
      t,
      (response) => response.end(base64(JSON.stringify({ ...call, ...answer }))),
      { config: { outer: "base64" } },
    );
    await provider.checkCredentials(never());
    assert.match(asked[0]?.text ?? "", /^[A-Za-z0-9+/]+={0,2}$/);
    assert.equal(asked[0]?.text, base64(JSON.stringify(asked[0]?.body)));
    assert.equal(asked[0]?.headers["content-type"], "application/json");
    assert.deepEqual(Object.keys(asked[0]?.body ?? {}).sort(), [
      "action",
      "data",
      "md5",
      "merchant_id",
      "version",
    ]);
  });

  for (const [outer, other] of [
    ["json", "base64"],
    ["base64", "json"],
  ] as const) {
    it(`that is refused as ${outer} lets doctor name the other way`, async (t) => {
      const { provider } = await startGateway(
        t,
        (response) => response.end('{"rsp_code":"PARAM_INVALID"}'),
        { config: { outer } },
      );
      await assert.rejects(provider.checkCredentials(never()), {
        failure: "refused",
        message: new RegExp(`OTTPAY_OUTER=${other}$`),
      });
    });
  }
});

describe("a shopper at an OTT Pay that writes Base64", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runProxy({ env: { OTTPAY_OUTER: "base64" } });
  });
  after(() => running.stop());
  afterEach(() => running.sandbox.ottpay.setDialect({ outer: "json" }));

  for (const outer of ["base64", "json"] as const) {
    it(`pays, and the call-back is heard, in ${outer}`, async () => {
      running.sandbox.ottpay.setDialect({ outer });
      const session = await running.client.createSession(anOrder(inCanada));
      const answer = await start(running, session, "ottpay:ALIPAY");
      assert.equal(answer.status, 201, answer.text);
      const { payments } = await running.client.getSession(session.id);
      const number = payments[0]?.orderNumber ?? "";
      await running.sandbox.ottpay.pay(number, { callback: "now" });
      await running.event(
        ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
      );
      const order = running.sandbox.ottpay.orders().find((each) => each.prepayOrderId === number);
      assert.deepEqual(
        order?.notifications.map(({ accepted }) => accepted),
        [true],
      );
    });
  }
});
