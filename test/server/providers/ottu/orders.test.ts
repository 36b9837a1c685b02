import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { GatewayReport } from "../../../../server/providers/provider.ts";
import {
  answerText,
  isGatewayError,
  json,
  knownOrder,
  never,
  orderRequest,
  ottuAt,
  sessionId,
  startOttu,
  startedAt,
} from "./scripted-ottu.ts";
import type { Script } from "./scripted-ottu.ts";

const link = `https://pay.shop.example/b/checkout/redirect/start/?session_id=${sessionId}`;
const created = {
  session_id: sessionId,
  checkout_url: link,
  amount: "12.750",
  currency_code: "KWD",
  state: "created",
  operation: "purchase",
  expiration_time: "00:20:00",
  pg_codes: ["knet-main", "credit-card"],
  type: "e_commerce",
  payment_methods: [
    {
      code: "knet-main",
      name: "KNET",
      amount: "12.900",
      currency_code: "KWD",
      fee: "0.150",
      fee_description: "KNET fee",
      flow: "redirect",
      redirect_url: `https://pay.shop.example/b/checkout/redirect/knet-main/${sessionId}`,
    },
    { code: "credit-card", amount: "42.00", currency_code: "USD", fee: "0.00", redirect_url: null },
  ],
};

describe("createOrder", () => {
  test("sends one order with every offered code, the chosen one first", async (t) => {
    const { provider, asked } = await startOttu(t, json(created, 201));
    await provider.createOrder(orderRequest, never());
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.method, "POST");
    assert.equal(asked[0].path, "/b/checkout/v1/pymt-txn/");
    assert.equal(asked[0].headers.authorization, "Api-Key private-key");
    assert.deepEqual(asked[0].body, {
      type: "e_commerce",
      amount: "12.750",
      currency_code: "KWD",
      pg_codes: ["knet-main", "credit-card"],
      order_no: "W-20431-0123ABCD",
      redirect_url: orderRequest.returnUrl,
      webhook_url: orderRequest.notifyUrl,
      language: "ar",
      expiration_time: "00 00:20:00",
    });
  });

  const bodyOf = async (
    t: Parameters<typeof startOttu>[0],
    change: Partial<typeof orderRequest>,
    answer: object = created,
  ) => {
    const { provider, asked } = await startOttu(t, json(answer, 201));
    await provider.createOrder({ ...orderRequest, ...change }, never());
    return asked[0]?.body as Readonly<Record<string, unknown>>;
  };

  test("sends what is known of the customer", async (t) => {
    const address = {
      line1: "Street 1",
      line2: "Flat 2",
      city: "Kuwait City",
      country: "KW",
      postalCode: "12345",
    };
    const customer = {
      id: "c-88",
      email: "noor@shop.test",
      phone: "+965 (555) 01-234",
      firstName: "نور",
      lastName: "A",
      address,
    };
    const body = await bodyOf(t, {
      customer,
      filter: { currency: "KWD", plugin: "payment_request" },
    });
    assert.equal(body["type"], "payment_request");
    assert.equal(body["customer_id"], "c-88");
    assert.equal(body["customer_email"], "noor@shop.test");
    assert.equal(body["customer_phone"], "+96555501234");
    assert.equal(body["customer_first_name"], "نور");
    assert.equal(body["customer_last_name"], "A");
    assert.deepEqual(body["billing_address"], {
      line1: "Street 1",
      line2: "Flat 2",
      city: "Kuwait City",
      country: "KW",
      postal_code: "12345",
    });
  });

  /** Ottu refuses the whole order for one of these. */
  test("leaves out an incomplete address and a telephone number that is too long", async (t) => {
    const customer = {
      phone: "+1234567890123456",
      address: { city: "Kuwait City", country: "KW" },
    };
    const body = await bodyOf(t, { customer });
    assert.ok(!("billing_address" in body) && !("customer_phone" in body));
  });

  for (const [locale, language] of [
    ["ar", "ar"],
    ["AR-kw", "ar"],
    ["arn", "en"],
    ["fr-CA", "en"],
    [null, "en"],
  ] as const) {
    test(`asks for ${language} pages where the locale is ${locale}`, async (t) => {
      assert.equal((await bodyOf(t, { locale }))["language"], language);
    });
  }

  for (const [seconds, period] of [
    [60, "00 00:01:00"],
    [3599, "00 00:59:59"],
    [90_061, "01 01:01:01"],
    [604_800, "07 00:00:00"],
  ] as const) {
    test(`writes ${seconds} s as ${period}`, async (t) => {
      const body = await bodyOf(t, { expiresInSeconds: seconds });
      assert.equal(body["expiration_time"], period);
    });
  }

  for (const status of [200, 201]) {
    test(`reads the order, its link and what each method charges, from a ${status}`, async (t) => {
      const { provider } = await startOttu(t, json(created, status));
      assert.deepEqual(await provider.createOrder(orderRequest, never()), {
        providerRef: sessionId,
        link,
        expiresAt: startedAt + 1_200_000,
        charges: {
          "knet-main": {
            amount: "12.900",
            currency: "KWD",
            fee: "0.150",
            feeDescription: "KNET fee",
            url: `https://pay.shop.example/b/checkout/redirect/knet-main/${sessionId}`,
          },
          "credit-card": {
            amount: "42.00",
            currency: "USD",
            fee: "0.00",
            feeDescription: null,
            url: null,
          },
        },
      });
    });
  }

  for (const [stated, seconds] of [
    ["1 00:00:00", 86_400],
    ["00 00:10:00", 600],
    ["00:05:30", 330],
    ["soon", 1200],
    [undefined, 1200],
    [900, 1200],
  ] as const) {
    test(`expects the end after ${seconds} s when Ottu says ${stated}`, async (t) => {
      const { provider } = await startOttu(t, json({ ...created, expiration_time: stated }));
      const order = await provider.createOrder(orderRequest, never());
      assert.equal(order.expiresAt, startedAt + seconds * 1000);
    });
  }

  const row = created.payment_methods[0];
  for (const [what, change, expected] of [
    ["a fee with its currency", { fee: "0.150 KWD" }, { fee: "0.150" }],
    ["a short fee", { fee: "0.15" }, { fee: "0.150" }],
    ["amounts as numbers", { amount: 12.9, fee: 0.15 }, { amount: "12.900", fee: "0.150" }],
    ["no fee, but a higher amount", { fee: undefined }, { fee: "0.150" }],
    ["a fee in another currency", { fee: "0.15 USD" }, { fee: "0.150" }],
    ["no fee and no surplus", { fee: null, amount: "12.75" }, { amount: "12.750", fee: "0.000" }],
    ["no currency", { currency_code: undefined }, { currency: "KWD" }],
    ["a fee text with a line break", { fee_description: "a\nb" }, { feeDescription: null }],
    ["an insecure address", { redirect_url: "http://pay.shop.example/x" }, { url: null }],
    ["a script for an address", { redirect_url: "javascript:alert(1)" }, { url: null }],
    ["an address with a password", { redirect_url: "https://a:b@shop.example/" }, { url: null }],
  ] as const) {
    test(`reads a charge with ${what}`, async (t) => {
      const answer = { ...created, payment_methods: [{ ...row, ...change }] };
      const { provider } = await startOttu(t, json(answer));
      const charge = (await provider.createOrder(orderRequest, never())).charges["knet-main"];
      for (const [field, value] of Object.entries(expected)) {
        assert.equal(charge?.[field as keyof typeof charge], value, field);
      }
    });
  }

  for (const [what, methods] of [
    ["no list of methods", undefined],
    ["broken rows", [null, {}, { code: "knet-main" }, { code: "knet-main", amount: "x" }]],
    ["a code that was not asked for", [{ ...row, code: "other" }]],
  ] as const) {
    test(`charges nothing it was not told: ${what}`, async (t) => {
      const { provider } = await startOttu(t, json({ ...created, payment_methods: methods }));
      assert.deepEqual((await provider.createOrder(orderRequest, never())).charges, {});
    });
  }

  for (const [what, answer] of [
    ["no session id", { ...created, session_id: undefined }],
    ["a session id with a path", { ...created, session_id: "../x" }],
    ["no link", { ...created, checkout_url: null }],
    ["an insecure link", { ...created, checkout_url: "http://pay.shop.example/x" }],
    ["a link that is a script", { ...created, checkout_url: "javascript:alert(1)" }],
    ["a link that is a path", { ...created, checkout_url: "/b/checkout/" }],
    ["another amount", { ...created, amount: "1.275" }],
    ["another currency", { ...created, currency_code: "USD" }],
    ["a list", [created]],
    ["null", null],
  ] as const) {
    test(`does not know what became of an order answered with ${what}`, async (t) => {
      const { provider } = await startOttu(t, json(answer, 201));
      await assert.rejects(
        provider.createOrder(orderRequest, never()),
        isGatewayError({ failure: "invalid_answer", outcome: "unknown" }),
      );
    });
  }

  test("accepts a link on this machine only where the gateway is on it too", async (t) => {
    const local = { ...created, checkout_url: "http://127.0.0.1:9/pay" };
    const { provider } = await startOttu(t, json(local, 201));
    const order = await provider.createOrder(orderRequest, never());
    assert.equal(order.link, "http://127.0.0.1:9/pay");
    const elsewhere = ottuAt("https://ottu.shop.example", {}, undefined, () =>
      Promise.resolve(Response.json(local)),
    );
    await assert.rejects(
      elsewhere.createOrder(orderRequest, never()),
      isGatewayError({ failure: "invalid_answer", outcome: "unknown" }),
    );
  });

  for (const [what, status, body, failure, gatewayCode] of [
    ["a field error", 400, { pg_codes: ["Unknown code"] }, "refused", "codes"],
    ["a nested field error", 400, { pg_codes: { 0: ["Unknown code"] } }, "refused", "codes"],
    ["a deeper field error", 400, { errors: [{ pg_codes: ["x"] }] }, "refused", "codes"],
    [
      "a wrapped error",
      400,
      { error: { type: "e", code: "invalid", message: "x", field: "pg_codes" } },
      "refused",
      "codes",
    ],
    [
      "a wrapped error with an index",
      400,
      { error: { code: "invalid", field: "pg_codes.0" } },
      "refused",
      "codes",
    ],
    ["a taken number", 400, { order_no: ["This order_no already exists."] }, "refused", "used"],
    ["a number it does not like", 400, { order_no: ["Too long."] }, "refused", "order_no"],
    [
      "another field error",
      400,
      { customer_email: ["noor@shop.test is wrong"] },
      "refused",
      "customer_email",
    ],
    [
      "a wrapped code",
      400,
      { error: { type: "e", code: "limit_exceeded", message: "x", field: null } },
      "refused",
      "limit_exceeded",
    ],
    ["a detail", 404, { detail: "Not found." }, "refused", undefined],
    ["a list", 400, ["pg_codes"], "refused", undefined],
    ["hostile names", 400, { "<script>": ["x"], "\n": ["y"] }, "refused", undefined],
    ["a wrong media type", 415, { detail: "Unsupported" }, "refused", undefined],
    ["a lock", 423, { detail: "Locked" }, "refused", undefined],
    ["no authentication", 401, { detail: "Invalid token." }, "unauthorized", undefined],
    ["a missing permission", 403, { detail: "You may not." }, "unauthorized", undefined],
  ] as const) {
    test(`says that nothing was done after ${status} with ${what}`, async (t) => {
      const { provider } = await startOttu(t, json(body, status));
      await assert.rejects(provider.createOrder(orderRequest, never()), (error) => {
        assert.ok(isGatewayError({ failure, outcome: "none", gatewayCode })(error));
        assert.doesNotMatch(String(error), /noor|Unknown|exists|Not found|may not/);
        return true;
      });
    });
  }

  test("says that nothing was done after a refusal that is not JSON", async (t) => {
    const { provider } = await startOttu(t, (response) => answerText(response, 403, "<html>"));
    await assert.rejects(
      provider.createOrder(orderRequest, never()),
      isGatewayError({ failure: "unauthorized", outcome: "none", gatewayCode: undefined }),
    );
  });

  const unknown: ReadonlyArray<readonly [string, Script, string]> = [
    ["a 500", json({ detail: "x" }, 500), "server_error"],
    ["a 502 in HTML", (response) => answerText(response, 502, "<html>"), "server_error"],
    ["a 408", json({}, 408), "server_error"],
    ["HTML", (response) => answerText(response, 200, "<html>"), "invalid_answer"],
    ["nothing", (response) => answerText(response, 201, ""), "invalid_answer"],
    [
      "a redirect",
      (response) => {
        response.writeHead(302, { location: "/login" }).end();
      },
      "invalid_answer",
    ],
    ["a broken connection", (response) => response.destroy(), "interrupted"],
  ];
  for (const [what, script, failure] of unknown) {
    test(`does not know what became of an order after ${what}, and does not repeat it`, async (t) => {
      const { provider, asked } = await startOttu(t, script);
      await assert.rejects(
        provider.createOrder(orderRequest, never()),
        isGatewayError({ failure: failure as "timeout", outcome: "unknown" }),
      );
      assert.equal(asked.length, 1);
      assert.equal(provider.capabilities.repeatsOrders, false);
    });
  }

  test("does not know what became of an order when it stops waiting", async (t) => {
    const stop = new AbortController();
    const { provider } = await startOttu(t, () => stop.abort());
    await assert.rejects(
      provider.createOrder(orderRequest, stop.signal),
      isGatewayError({ failure: "timeout", outcome: "unknown" }),
    );
  });

  test("knows that nothing was done when asked to slow down", async (t) => {
    const { provider } = await startOttu(t, (response) => {
      response.writeHead(429, { "retry-after": "7" }).end();
    });
    await assert.rejects(
      provider.createOrder(orderRequest, never()),
      isGatewayError({ failure: "rate_limited", outcome: "none", retryAfterSeconds: 7 }),
    );
  });
});

describe("order numbers, lives and addresses", () => {
  const provider = ottuAt("https://ottu.shop.example");

  test("an order number is the shop's reference and eight readable characters", () => {
    assert.match(provider.createOrderNumber("W-20431"), /^W-20431-[0-9A-HJKMNP-TV-Z]{8}$/);
    assert.equal(provider.createOrderNumber("x".repeat(120)).length, 109);
  });

  test("an order lives as long as its session", () => {
    assert.equal(provider.orderSeconds(3600.9), 3600);
  });

  test("a method's own address is used where there is one", () => {
    const charge = { amount: "1.000", currency: "KWD", fee: "0.000", feeDescription: null };
    const charges = { a: { ...charge, url: "https://x.example/a" }, b: { ...charge, url: null } };
    assert.equal(provider.redirectUrl({ link, charges }, "a"), "https://x.example/a");
    for (const code of ["b", "c", "constructor", "__proto__"]) {
      assert.equal(provider.redirectUrl({ link, charges }, code), link);
    }
  });
});

describe("query", () => {
  const reportOf = async (t: Parameters<typeof startOttu>[0], answer: unknown) => {
    const { provider, asked } = await startOttu(t, json(answer));
    return { report: await provider.query(knownOrder, never()), provider, asked };
  };
  const { fee: _fee, payment_methods: _methods, ...bare } = { ...created, fee: "0.000 KWD" };
  const paid = {
    ...bare,
    state: "paid",
    order_no: knownOrder.orderNumber,
    reference_number: "shop7QK2",
    gateway_account: "knet-main",
  };

  test("reads the order by the reference that was stored", async (t) => {
    const { report, asked } = await reportOf(t, paid);
    assert.equal(asked[0]?.method, "GET");
    assert.equal(asked[0].path, `/b/checkout/v1/pymt-txn/${sessionId}/`);
    assert.equal(asked[0].headers.authorization, "Api-Key private-key");
    assert.deepEqual(report, {
      state: "paid",
      amount: "12.750",
      currency: "KWD",
      fee: null,
      tip: null,
      remaining: null,
      charged: null,
      transactionRef: "shop7QK2",
      code: "knet-main",
      test: false,
      orderNumber: knownOrder.orderNumber,
    } satisfies GatewayReport);
  });

  for (const [state, ours] of [
    ["created", "open"],
    ["pending", "open"],
    ["attempted", "attempted"],
    ["authorized", "authorized"],
    ["paid", "paid"],
    ["Paid", "paid"],
    ["cod", "cash_on_delivery"],
    ["failed", "failed"],
    ["invalided", "failed"],
    ["canceled", "canceled"],
    ["expired", "expired"],
    ["refunded", "refunded"],
    ["partially_refunded", "open"],
    ["something_new", "open"],
    ["constructor", "open"],
  ] as const) {
    test(`takes state ${state} as ${ours}`, async (t) => {
      assert.equal((await reportOf(t, { ...paid, state })).report.state, ours);
    });
  }

  for (const [what, change, expected] of [
    [
      "amount_details",
      { amount_details: { amount: "12.750", fee: "0.150", total: "12.900", currency_code: "KWD" } },
      { charged: { amount: "12.900", currency: "KWD" }, fee: "0.150" },
    ],
    [
      "amount_details in another currency",
      {
        amount_details: { fee: "0.50", total: "42.50", currency_code: "USD" },
        paid_amount: "12.750",
      },
      { charged: { amount: "42.50", currency: "USD" }, fee: "0.50" },
    ],
    ["paid_amount", { paid_amount: "12.900" }, { charged: { amount: "12.900", currency: "KWD" } }],
    [
      "the method that was used",
      { payment_methods: created.payment_methods },
      { charged: { amount: "12.900", currency: "KWD" } },
    ],
    [
      "a method that was not used",
      { payment_methods: created.payment_methods, gateway_account: "third" },
      { charged: null },
    ],
    ["a fee with its currency", { fee: "0.150 KWD" }, { fee: "0.150" }],
    ["the same amount charged", { paid_amount: "12.75" }, { charged: null }],
    ["remaining_amount", { remaining_amount: "2.75" }, { remaining: "2.750", amount: "12.750" }],
    ["a settled part", { settled_amount: "10.000" }, { remaining: "2.750" }],
    ["all settled", { settled_amount: "12.750" }, { remaining: "0.000" }],
    ["more settled than asked", { settled_amount: "13.000" }, { remaining: "0.000" }],
    ["a rest that cannot be read", { remaining_amount: "some" }, { remaining: null, amount: null }],
    ["a negative rest", { remaining_amount: "-1.000" }, { remaining: null, amount: null }],
    ["an amount that cannot be read", { amount: "1e3" }, { amount: null }],
    ["no currency", { currency_code: undefined }, { currency: null, amount: "12.750" }],
    [
      "another currency",
      { amount: "12.75", currency_code: "USD" },
      { currency: "USD", amount: "12.75" },
    ],
    ["a reference that is none", { reference_number: "a b" }, { transactionRef: null }],
    ["a number for an order number", { order_no: 20431 }, { orderNumber: "20431" }],
  ] as const) {
    test(`reads ${what}`, async (t) => {
      const { report } = await reportOf(t, { ...paid, ...change });
      for (const [field, value] of Object.entries(expected)) {
        assert.deepEqual(report[field as keyof GatewayReport], value, field);
      }
    });
  }

  for (const [what, answer] of [
    ["no state", { ...paid, state: undefined }],
    ["another session", { ...paid, session_id: "0".repeat(40) }],
    ["null", null],
    ["a list", []],
  ] as const) {
    test(`refuses an answer with ${what}`, async (t) => {
      await assert.rejects(reportOf(t, answer), isGatewayError({ failure: "invalid_answer" }));
    });
  }

  test("does not ask about an order whose session id was never seen", async (t) => {
    const { provider, asked } = await startOttu(t, json(paid));
    await assert.rejects(
      provider.query({ ...knownOrder, providerRef: null }, never()),
      isGatewayError({ failure: "refused", outcome: "none" }),
    );
    assert.equal(asked.length, 0);
  });
});

describe("closeOrder", () => {
  const done = json({ detail: "Expired", operation: "expire", result: "success" });

  test("expires by session id, or by order number when that is all we have", async (t) => {
    const { provider, asked } = await startOttu(t, done);
    assert.equal(await provider.closeOrder(knownOrder, never()), true);
    assert.equal(await provider.closeOrder({ ...knownOrder, providerRef: null }, never()), true);
    assert.deepEqual(
      asked.map(({ method, path, body }) => [method, path, body]),
      [
        ["POST", "/b/pbl/v2/operation/", { operation: "expire", session_id: sessionId }],
        ["POST", "/b/pbl/v2/operation/", { operation: "expire", order_no: knownOrder.orderNumber }],
      ],
    );
  });

  test("names each attempt at one order alike, and orders differently", async (t) => {
    const { provider, asked } = await startOttu(t, done);
    await provider.closeOrder(knownOrder, never());
    await provider.closeOrder(knownOrder, never());
    await provider.closeOrder({ ...knownOrder, orderNumber: "W-2" }, never());
    await provider.closeOrder({ ...knownOrder, providerRef: null }, never());
    const [first, second, ...others] = asked.map(({ headers }) => headers["tracking-key"]);
    assert.match(String(first), /^[0-9a-f]{32}$/);
    assert.equal(second, first);
    assert.equal(new Set([first, ...others]).size, 3);
  });

  for (const [what, script] of [
    ["refuses because the order is final", json({ detail: "Payment is paid" }, 400)],
    ["does not know the order", json({ detail: "Not found." }, 404)],
    ["answers with a failed result", json({ operation: "expire", result: "failed" })],
  ] as const) {
    test(`is false when Ottu ${what}`, async (t) => {
      const { provider } = await startOttu(t, script);
      assert.equal(await provider.closeOrder(knownOrder, never()), false);
    });
  }

  for (const [status, failure] of [
    [401, "unauthorized"],
    [403, "unauthorized"],
    [500, "server_error"],
  ] as const) {
    test(`rejects after a ${status}`, async (t) => {
      const { provider } = await startOttu(t, json({ detail: "x" }, status));
      await assert.rejects(provider.closeOrder(knownOrder, never()), isGatewayError({ failure }));
    });
  }
});

describe("fitsMoney", () => {
  const provider = ottuAt("https://ottu.shop.example");
  const report: GatewayReport = {
    state: "paid",
    amount: "12.750",
    currency: "KWD",
    fee: null,
    tip: null,
    remaining: null,
    charged: null,
    transactionRef: null,
    code: null,
    test: false,
    orderNumber: null,
  };
  const stated = { fee: "5.000", tip: null };
  for (const [what, change, fit] of [
    ["exactly the order's amount", {}, "fits"],
    ["nothing remaining", { remaining: "0.000" }, "fits"],
    [
      "a fee charged on top",
      { fee: "0.150", charged: { amount: "12.900", currency: "KWD" } },
      "fits",
    ],
    ["another currency charged", { charged: { amount: "42.00", currency: "USD" } }, "fits"],
    ["a rest", { remaining: "0.001" }, "short"],
    ["a rest, of what was refunded", { state: "refunded", remaining: "0.001" }, "short"],
    ["a rest, due on delivery", { state: "cash_on_delivery", remaining: "12.750" }, "fits"],
    ["a rest, authorised", { state: "authorized", remaining: "12.750" }, "fits"],
    ["less", { amount: "12.749" }, "short"],
    ["more, whatever a notification said", { amount: "17.750" }, "unclear"],
    ["no amount", { amount: null }, "unclear"],
    ["no currency", { currency: null }, "unclear"],
    ["another currency", { currency: "USD", amount: "12.75" }, "currency"],
    ["another currency and no amount", { currency: "USD", amount: null }, "currency"],
  ] as const) {
    test(`judges ${what} as ${fit}`, () => {
      assert.equal(provider.fitsMoney(knownOrder, { ...report, ...change }, stated), fit);
    });
  }
});
