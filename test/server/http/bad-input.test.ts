import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  asShop,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

async function countSessions(): Promise<number> {
  const answer = await running.get("/v1/sessions", asShop);
  return (answer.json as { sessions: unknown[] }).sessions.length;
}

describe("POST /v1/sessions", () => {
  const cases: readonly (readonly [
    why: string,
    change: Record<string, unknown>,
    code: string,
    field: string,
  ])[] = [
    ["a number as amount", { amount: 12.75 }, "amount_invalid", "amount"],
    ["too many decimals", { amount: "12.7501" }, "amount_invalid", "amount"],
    [
      "too many decimals even when they are zeros",
      { amount: "12.7500" },
      "amount_invalid",
      "amount",
    ],
    [
      "decimals for a currency that has none",
      { amount: "12.0", currency: "JPY" },
      "amount_invalid",
      "amount",
    ],
    ["a sign", { amount: "+12.750" }, "amount_invalid", "amount"],
    ["a negative amount", { amount: "-1" }, "amount_invalid", "amount"],
    ["an exponent", { amount: "1e3" }, "amount_invalid", "amount"],
    ["digits of another script", { amount: "١٢٫٧٥" }, "amount_invalid", "amount"],
    ["grouping", { amount: "1,000" }, "amount_invalid", "amount"],
    ["white space", { amount: " 1" }, "amount_invalid", "amount"],
    ["superfluous zeros", { amount: "012" }, "amount_invalid", "amount"],
    ["nothing to pay", { amount: "0.000" }, "amount_invalid", "amount"],
    ["too much to be true", { amount: "9999999999999999" }, "amount_invalid", "amount"],
    ["no amount", { amount: undefined }, "amount_invalid", "amount"],
    ["a currency that does not exist", { currency: "ZZZ" }, "currency_unsupported", "currency"],
    ["an unknown field", { price: "1" }, "invalid_request", "price"],
    [
      "an order reference with a line break",
      { orderRef: "W-1\nW-2" },
      "invalid_request",
      "orderRef",
    ],
    ["an empty order reference", { orderRef: "" }, "invalid_request", "orderRef"],
    [
      "an order reference of 101 characters",
      { orderRef: "W".repeat(101) },
      "invalid_request",
      "orderRef",
    ],
    ["a language that is none", { locale: "not a tag" }, "invalid_request", "locale"],
    ["a life of 59 seconds", { expiresInSeconds: 59 }, "invalid_request", "expiresInSeconds"],
    [
      "a life of half a second more",
      { expiresInSeconds: 60.5 },
      "invalid_request",
      "expiresInSeconds",
    ],
    [
      "control characters in a description",
      { description: "a\u0000b" },
      "invalid_request",
      "description",
    ],
    ["an unknown provider", { providers: ["paypal"] }, "invalid_request", "providers.0"],
    ["no provider at all", { providers: [] }, "invalid_request", "providers"],
    ["an account that does not exist", { account: "nowhere" }, "invalid_request", "account"],
    ["a filter of the other type", { filter: { type: "production" } }, "type_not_allowed", "type"],
    [
      "a return address elsewhere",
      { returnUrl: "https://evil.example/" },
      "return_url_not_allowed",
      "returnUrl",
    ],
    [
      "a return address that is a script",
      { returnUrl: "javascript:alert(1)" },
      "return_url_not_allowed",
      "returnUrl",
    ],
    [
      "a return address with a user in it",
      { returnUrl: "https://shop.example@evil.example/" },
      "return_url_not_allowed",
      "returnUrl",
    ],
    [
      "a failure address over plain http",
      { failureUrl: "http://shop.example/" },
      "return_url_not_allowed",
      "failureUrl",
    ],
  ];
  for (const [why, change, code, field] of cases) {
    it(`refuses ${why} with ${code}, and changes nothing`, async () => {
      const before = await countSessions();
      const answer = await running.post("/v1/sessions", { ...anOrder(), ...change }, asShop);
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json.error.code, code);
      assert.equal(answer.json.error.field, field);
      assert.equal(answer.json.error.retryable, false);
      assert.equal(answer.json.error.requestId, answer.headers.get("x-request-id"));
      assert.equal(await countSessions(), before);
    });
  }

  const bodies: readonly (readonly [
    why: string,
    body: string,
    headers: Record<string, string>,
    status: number,
    code: string,
  ])[] = [
    ["what is not JSON", "{", {}, 400, "invalid_json"],
    [
      "a key that reaches for the prototype",
      '{"metadata":{"__proto__":"x"}}',
      {},
      400,
      "invalid_json",
    ],
    ["a JSON array", "[]", {}, 400, "invalid_request"],
    [
      "another media type",
      "a=1",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "unsupported_media_type",
    ],
    [
      "a body over 64 KB",
      JSON.stringify({ description: "x".repeat(70_000) }),
      {},
      413,
      "body_too_large",
    ],
  ];
  for (const [why, body, headers, status, code] of bodies) {
    it(`answers ${status} ${code} to ${why}`, async () => {
      const answer = await running.post("/v1/sessions", body, { ...asShop, ...headers });
      assert.equal(answer.status, status);
      assert.equal(answer.json.error.code, code);
    });
  }

  it("answers 401 without a key, with a wrong key and with a key in the wrong place", async () => {
    for (const headers of [
      {},
      { authorization: "Bearer wrong" },
      { authorization: asShop.authorization.slice(7) },
    ]) {
      const answer = await running.post("/v1/sessions", anOrder(), headers);
      assert.equal(answer.status, 401);
      assert.equal(answer.json.error.code, "unauthorized");
    }
  });
});

describe("GET /v1/methods", () => {
  const cases: readonly (readonly [query: string, field: string])[] = [
    ["", "currency"],
    ["?currency=KWD&currency=CAD", "currency"],
    ["?currency=", "currency"],
    ["?currency=KWD&nonsense=1", "nonsense"],
    ["?currency=KWD&operation=steal", "operation"],
    ["?currency=KWD&tokenizable=perhaps", "tokenizable"],
    ["?currency=KWD&pgNames=a,,b", "pgNames"],
    ["?currency=KWD&customer_id=1", "customer_id"],
  ];
  for (const [query, field] of cases) {
    it(`refuses ${query === "" ? "no filter" : query}`, async () => {
      const answer = await running.get(`/v1/methods${query}`);
      assert.equal(answer.status, 400, answer.text);
      assert.match(answer.json.error.field, new RegExp(`^${field}`));
    });
  }
});

describe("POST /v1/checkout/:id/payments", () => {
  it("refuses bad input with a stable code and asks no gateway for an order", async () => {
    const session = await running.client.createSession(anOrder());
    const cases: readonly (readonly [body: unknown, status: number, code: string])[] = [
      [{}, 400, "invalid_request"],
      [{ method: "knet" }, 400, "invalid_request"],
      [{ method: "ottu:no-such-code" }, 409, "method_unavailable"],
      [{ method: "stripe:card" }, 409, "method_unavailable"],
      [{ method: "ottu:knet-main", amount: "0.001" }, 400, "invalid_request"],
      [{ method: "ottpay:WECHATPAY" }, 409, "method_unavailable"],
    ];
    for (const [body, status, code] of cases) {
      const answer = await running.post(`/v1/checkout/${session.id}/payments`, body);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.json.error.code, code);
    }
    assert.deepEqual((await running.client.getSession(session.id)).payments, []);
  });

  it("answers 404 for a session that does not exist", async () => {
    const answer = await start(
      running,
      { id: "cs_0000000000000000000000000000000" },
      "ottu:knet-main",
    );
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error.code, "session_not_found");
  });
});

describe("any address", () => {
  for (const [method, path, status, code] of [
    ["GET", "/nothing", 404, "not_found"],
    ["GET", "/v1/return/unknown", 404, "not_found"],
    ["GET", "/v1/icons/..%2f..%2fetc%2fpasswd", 404, "not_found"],
    ["GET", "/v1/sessions/%ff", 400, "invalid_request"],
    ["PUT", "/v1/sessions", 405, "method_not_allowed"],
    ["POST", "/v1/notifications/ottu/unknown-token", 404, "not_found"],
    ["POST", "/v1/notifications/nobody/unknown-token", 404, "not_found"],
  ] as const) {
    it(`answers ${status} ${code} to ${method} ${path}`, async () => {
      const response = await fetch(running.url + path, { method });
      assert.equal(response.status, status);
      assert.equal(((await response.json()) as { error: { code: string } }).error.code, code);
    });
  }
});
