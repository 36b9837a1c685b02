/** What is sent by Ottu's older API and read from it, on the wire. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GatewayError } from "../../../../server/platform/errors.ts";
import type { PosSettings } from "../../../../server/providers/ottu/pos.ts";
import type { KnownOrder, OrderRequest } from "../../../../server/providers/provider.ts";
import { json, startOttu, type Script } from "./scripted-ottu.ts";

const flows = {
  pos: { flow: "pos", trust: "signed", initiator: null },
  "pos-d": { flow: "pos-d", trust: "signed", initiator: 42 },
} as const satisfies Record<string, PosSettings>;

const request: OrderRequest = {
  orderNumber: "W-1-ABCDEFGH",
  orderRef: "W-1",
  amount: "12.750",
  currency: "KWD",
  codes: ["knet-main", "cards-main"],
  filter: { currency: "KWD" },
  locale: "en-KW",
  customer: { email: "noor@shop.example" },
  terms: null,
  returnUrl: "https://pay.shop.example/v1/return/r",
  notifyUrl: "https://pay.shop.example/v1/notifications/ottu/n",
  expiresInSeconds: 900,
  repeated: false,
};

const order: KnownOrder = {
  orderNumber: request.orderNumber,
  providerRef: request.orderNumber,
  amount: "12.750",
  currency: "KWD",
  method: "knet-main",
  codes: ["knet-main"],
  test: true,
};

const link = "https://ottu.shop.example/pay/1";
const never = new AbortController().signal;

describe("making an order", () => {
  const sent = async (
    t: Parameters<typeof startOttu>[0],
    change: Partial<OrderRequest> = {},
    pos: PosSettings = flows.pos,
  ) => {
    const { provider, asked } = await startOttu(t, json({ url: link }), { pos });
    await provider.createOrder({ ...request, ...change }, never);
    const [call] = asked;
    assert.ok(call !== undefined && asked.length === 1);
    return { ...call, body: call.body as Record<string, unknown> };
  };

  const noLink = { email_notification: false, sms_notification: false };

  it("sends the E-Commerce plugin one gateway, and no key", async (t) => {
    const { path, method, headers, body } = await sent(t);
    assert.deepEqual([method, path], ["POST", "/pos/crt/"]);
    assert.equal(headers.authorization, undefined);
    assert.deepEqual(body, {
      amount: "12.750",
      currency_code: "KWD",
      order_no: "W-1-ABCDEFGH",
      redirect_url: request.returnUrl,
      disclosure_url: request.notifyUrl,
      language: "en",
      gateway_code: "knet-main",
      customer_email: "noor@shop.example",
      ...noLink,
    });
  });

  it("sends the Payment Request plugin the initiator, the gateway, and no key", async (t) => {
    const { path, headers, body } = await sent(t, {}, flows["pos-d"]);
    assert.equal(path, "/pos/d/crt/");
    assert.equal(headers.authorization, undefined);
    assert.deepEqual([body["initiator"], body["gateway_code"]], [42, "knet-main"]);
  });

  it("sends the initiator to the E-Commerce plugin, too, where one is configured", async (t) => {
    const { body } = await sent(t, {}, { ...flows.pos, initiator: 2 });
    assert.deepEqual([body["initiator"], body["gateway_code"]], [2, "knet-main"]);
  });

  for (const [names, fullName] of [
    [{ firstName: "Noor", lastName: "Al Saleh" }, "Noor Al Saleh"],
    [{ firstName: "نور" }, "نور"],
    [{ lastName: "Saleh" }, "Saleh"],
    [{}, undefined],
  ] as const) {
    for (const flow of ["pos", "pos-d"] as const) {
      it(`sends ${flow} the full name of ${JSON.stringify(names)}`, async (t) => {
        const customer = { email: "a@b.example", ...names };
        const { body } = await sent(t, { customer }, flows[flow]);
        assert.equal(body["full_name"], fullName);
      });
    }
  }

  const address = {
    line1: "Block 4",
    line2: "Street 9",
    city: "Kuwait City",
    state: "Al Asimah",
    country: "KW",
    postalCode: "15000",
  };
  for (const { name, change, field, value } of [
    { name: "Arabic", change: { locale: "ar-KW" }, field: "language", value: "ar" },
    { name: "French", change: { locale: "fr" }, field: "language", value: "en" },
    ...Object.entries({ ...address, postalCode: 15_000 }).map(([part, value]) => ({
      name: part,
      change: { customer: { email: "a@b.example", address } },
      field: `customer_address_${part === "postalCode" ? "postal_code" : part}`,
      value,
    })),
    ...[
      ["999999999999", 999_999_999_999],
      ["0", 0],
      ["01234", "01234"],
      ["M5V 3L9", "M5V 3L9"],
      ["-1", "-1"],
      ["1e3", "1e3"],
      ["١٥٠٠٠", "١٥٠٠٠"],
    ].map(([given, value]) => ({
      name: `the postal code ${given}`,
      change: { customer: { email: "a@b.example", address: { postalCode: String(given) } } },
      field: "customer_address_postal_code",
      value,
    })),
    ...[
      ["phone", "+965 (5550) 1234", "customer_phone", "+96555501234"],
      ["phone", "+1234567890123456", "customer_phone", undefined],
      ["firstName", "نور", "customer_first_name", "نور"],
      ["lastName", "Saleh", "customer_last_name", "Saleh"],
    ].map(([part = "", given, field = "", value]) => ({
      name: `${part} ${given}`,
      change: { customer: { email: "a@b.example", [part]: given } },
      field,
      value,
    })),
    ...[
      ["city", 40, "customer_address_city"],
      ["state", 40, "customer_address_state"],
      ["postalCode", 12, "customer_address_postal_code"],
    ].flatMap(([part, longest, field]) =>
      [Number(longest), Number(longest) + 1].map((length) => ({
        name: `${part} of ${length}`,
        change: {
          customer: { email: "a@b.example", address: { [String(part)]: "x".repeat(length) } },
        },
        field: String(field),
        value: length > Number(longest) ? undefined : "x".repeat(length),
      })),
    ),
  ]) {
    it(`sends ${field} for ${name}: ${value === undefined ? "nothing" : JSON.stringify(value).slice(0, 14)}`, async (t) => {
      const { body } = await sent(t, change);
      assert.equal(body[field], value);
    });
  }

  const flags = [
    "email_payment_details",
    "sms_payment_details",
    "email_notification",
    "sms_notification",
  ];
  const reachable = { email: "a@b.example", phone: "+96555501234" };
  const unreachable = { email: "a@b.example", phone: "+1234567890123456" };
  for (const { terms, customer, told } of [
    { terms: null, customer: reachable, told: [undefined, undefined] },
    { terms: { notifyCustomer: ["email"] }, customer: reachable, told: [true, false] },
    { terms: { notifyCustomer: ["sms"] }, customer: reachable, told: [false, true] },
    { terms: { notifyCustomer: ["email", "sms"] }, customer: reachable, told: [true, true] },
    {
      terms: { notifyCustomer: ["sms"] },
      customer: { email: "a@b.example" },
      told: [false, false],
    },
    { terms: { notifyCustomer: ["sms"] }, customer: unreachable, told: [false, false] },
    { terms: { notifyCustomer: [] }, customer: reachable, told: [false, false] },
  ] as const) {
    for (const flow of ["pos", "pos-d"] as const) {
      const wanted = JSON.stringify(terms?.notifyCustomer ?? null);
      it(`tells the customer of ${flow} the result by ${wanted}: ${told.join()}, and sends no link`, async (t) => {
        const change = { terms, customer } as Partial<OrderRequest>;
        const { body } = await sent(t, change, flows[flow]);
        assert.deepEqual(
          flags.map((flag) => body[flag]),
          [...told, false, false],
        );
      });
    }
  }

  const made = (t: Parameters<typeof startOttu>[0], script: Script, flow: keyof typeof flows) =>
    startOttu(t, script, { pos: flows[flow] }).then(({ provider }) =>
      provider.createOrder(request, never),
    );

  for (const flow of ["pos", "pos-d"] as const) {
    for (const body of [
      { url: link },
      { payment_url: link },
      { details_fields: { "Payment URL": link } },
      { url: null, payment_url: link },
      { payment_url: link, details_fields: "none", order_no: 7 },
    ]) {
      for (const status of [200, 201]) {
        it(`takes the link of ${flow} from ${JSON.stringify(body)} with ${status}`, async (t) => {
          const order = await made(t, json(body, status), flow);
          assert.deepEqual([order.link, order.providerRef], [link, request.orderNumber]);
        });
      }
    }

    for (const body of [
      {},
      [],
      null,
      "https://ottu.shop.example/pay/1",
      { url: "" },
      { url: "javascript:alert(1)" },
      { url: "http://ottu.shop.example/pay/1" },
      { url: "https://user:secret@ottu.shop.example/" },
      { url: `https://ottu.shop.example/${"x".repeat(2048)}` },
      { details_fields: { "payment url": link } },
    ]) {
      it(`sends nobody to what ${flow} answers: ${JSON.stringify(body).slice(0, 60)}`, async (t) => {
        await assert.rejects(made(t, json(body), flow), (error) => {
          assert.ok(error instanceof GatewayError);
          assert.deepEqual([error.failure, error.outcome], ["invalid_answer", "unknown"]);
          return true;
        });
      });
    }
  }

  for (const { body, gatewayCode } of [
    { body: { gateway_code: ["not a valid choice"] }, gatewayCode: "codes" },
    { body: { order_no: ["already exists"] }, gatewayCode: "used" },
    { body: { customer_email: ["required"] }, gatewayCode: "customer_email" },
  ]) {
    it(`knows a refusal of ${Object.keys(body).join()} as ${gatewayCode}`, async (t) => {
      await assert.rejects(made(t, json(body, 400), "pos"), (error) => {
        assert.ok(error instanceof GatewayError);
        assert.deepEqual([error.outcome, error.gatewayCode], ["none", gatewayCode]);
        return true;
      });
    });
  }
});

describe("an order that was made", () => {
  const paid = {
    order_no: request.orderNumber,
    state: "paid",
    amount: "12.750",
    currency_code: "KWD",
  };

  it("is inquired about by its number, with the key", async (t) => {
    const { provider, asked } = await startOttu(t, json(paid), { pos: flows.pos });
    const report = await provider.query(order, never);
    assert.deepEqual(
      [report.state, report.amount, report.orderNumber],
      ["paid", "12.750", order.orderNumber],
    );
    assert.deepEqual(asked[0]?.body, { order_no: order.orderNumber });
    assert.equal(asked[0]?.path, "/b/pbl/v2/inquiry/");
    assert.equal(asked[0]?.headers.authorization, "Api-Key private-key");
  });

  for (const body of [{}, [], null, { order_no: "x" }]) {
    it(`is not settled by an inquiry that says ${JSON.stringify(body)}`, async (t) => {
      const { provider } = await startOttu(t, json(body), { pos: flows.pos });
      await assert.rejects(provider.query(order, never), GatewayError);
    });
  }

  it("is expired by its number, and asked again under a key of this minute when refused", async (t) => {
    const { provider, asked } = await startOttu(t, json({ detail: "no" }, 400), { pos: flows.pos });
    assert.equal(await provider.closeOrder(order, never), false);
    assert.deepEqual(
      asked.map(({ body }) => body),
      [1, 2].map(() => ({ operation: "expire", order_no: order.orderNumber })),
    );
    const keys = asked.map(({ headers }) => headers["tracking-key"]);
    assert.equal(new Set(keys).size, 2);
    await provider.closeOrder(order, never);
    assert.equal(asked[2]?.headers["tracking-key"], keys[0]);
  });

  it("is known by its reference, whichever way orders are made now", async (t) => {
    const { provider, asked } = await startOttu(t, json(paid));
    const made = { ...order, providerRef: "f".repeat(40) };
    assert.equal(provider.queryPace(made), null);
    assert.ok(provider.queryPace(order) !== null);
    await provider.query(order, never);
    assert.equal(asked[0]?.path, "/b/pbl/v2/inquiry/");
  });

  it("may be asked about no sooner than ten minutes after Ottu made it, half an hour apart", async (t) => {
    const { provider } = await startOttu(t, json(paid), { pos: flows.pos });
    const pace = provider.queryPace(order);
    assert.ok(pace !== null && pace.perDay === 3);
    assert.ok(pace.firstAfterMs >= 600_000 + 10_000 && pace.betweenMs > 1_800_000);
  });
});
