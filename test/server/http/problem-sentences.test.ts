/** What is wrong with a request is said in sentences, all of it at once, by the fields' paths. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  asShop,
  runProxy,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

const createWith = (body: unknown) => () => running.post("/v1/sessions", body, asShop);
const order = (change: object) => createWith({ ...anOrder(), ...change });
const get = (path: string) => () => running.get(path, asShop);

const cases: readonly (readonly [
  why: string,
  ask: () => Promise<Answer>,
  code: string,
  sentences: Readonly<Record<string, string>>,
])[] = [
  [
    "an empty body",
    createWith({}),
    "amount_invalid",
    {
      amount: "amount is missing",
      currency: "currency is missing",
      orderRef: "orderRef is missing",
    },
  ],
  [
    "wrong kinds, wrong values and an unknown field",
    order({ amount: 12.75, returnUrl: 5, expiresInSeconds: 5, allowRepeat: "yes", extra: 1 }),
    "amount_invalid",
    {
      amount: 'amount must be a decimal text such as "12.75", not a number',
      returnUrl: "returnUrl must be a text",
      expiresInSeconds: "expiresInSeconds must be at least 60",
      allowRepeat: "allowRepeat must be true or false",
      extra: "extra is not known",
    },
  ],
  [
    "an amount that its currency does not have, beside other mistakes",
    order({ amount: "1.2345", orderRef: "", customer: { phone: {}, tel: "1" } }),
    "amount_invalid",
    {
      amount: "amount: KWD has 3 decimals, the amount has more",
      orderRef: "orderRef must be 1 to 100 letters, digits or _.:/#-",
      "customer.phone": "customer.phone must be a text",
      "customer.tel": "customer.tel is not known",
    },
  ],
  [
    "fields inside of fields",
    order({
      filter: { pgNames: "a,,b", tokenizable: "x", operation: "x" },
      providers: ["x"],
      metadata: { "a b": "1", c: 5 },
      agreement: { id: "A-1", x: [1] },
    }),
    "invalid_request",
    {
      "filter.operation": "filter.operation must be one of purchase, authorize",
      "filter.tokenizable": "filter.tokenizable must be true or false",
      "filter.pgNames.1": "filter.pgNames.1 must be 1 to 64 letters, digits or _.:-",
      "providers.0": "providers.0 must be one of ottpay, ottu",
      metadata: "metadata has a key that is not 1 to 40 letters, digits or _.-",
      "metadata.c": "metadata.c must be a text",
      "agreement.x": "agreement.x is not as described in /openapi.json",
    },
  ],
  [
    "what belongs together",
    order({ paymentType: "save_card", notifyCustomer: ["email", "sms"], amount: "0" }),
    "amount_invalid",
    {
      amount: "amount must be above zero",
      "customer.id": "customer.id is required where a card is kept: it is kept for that customer",
      "customer.email": "customer.email is required by notifyCustomer",
      "customer.phone": "customer.phone is required by notifyCustomer",
    },
  ],
  [
    "what only this proxy's configuration can judge",
    order({
      returnUrl: "https://evil.example/",
      failureUrl: "http://shop.example/",
      filter: { type: "production" },
    }),
    "type_not_allowed",
    {
      type: "this proxy serves sandbox methods only",
      returnUrl: "the origin of returnUrl is not among MERCHANT_ORIGINS or MERCHANT_RETURN_ORIGINS",
      failureUrl: "failureUrl must be an https address",
    },
  ],
  [
    "a list without a currency",
    get("/v1/methods"),
    "invalid_request",
    { currency: "currency is missing" },
  ],
  [
    "parameters that are repeated, empty, unknown and wrong",
    get("/v1/methods?currency=KWD&currency=CAD&plugin=&x=1&operation=steal"),
    "invalid_request",
    {
      currency: "currency is repeated",
      plugin: "plugin is empty",
      operation: "operation must be one of purchase, authorize",
      x: "x is not known",
    },
  ],
  [
    "a currency that is none",
    get("/v1/methods?currency=ABC"),
    "currency_unsupported",
    { currency: "currency must be an ISO 4217 code such as KWD" },
  ],
  [
    "a search",
    get(`/v1/sessions?status=x&from=yesterday&orderRef=${"x".repeat(101)}`),
    "invalid_request",
    {
      orderRef: "orderRef must have at most 100 characters",
      status: "status must be one of open, pending, paid, authorized, review, canceled, expired",
      from: "from must be a time in UTC such as 2026-11-27T12:00:00Z",
    },
  ],
  [
    "events",
    get("/v1/events?after=-1&limit=many"),
    "invalid_request",
    { after: "after must be at least 0", limit: "limit must be a number" },
  ],
];

describe("a request with mistakes", () => {
  for (const [why, ask, code, sentences] of cases) {
    it(`is told all of them: ${why}`, async () => {
      const answer = await ask();
      assert.equal(answer.status, 400, answer.text);
      const { error } = answer.json;
      const fields = error.fields as { field: string; message: string }[];
      assert.deepEqual(
        Object.fromEntries(fields.map((one) => [one.field, one.message])),
        sentences,
      );
      assert.equal(error.code, code);
      assert.equal(error.field, fields[0]?.field);
      assert.equal(error.message, fields.map(({ message }) => message).join("; "));
      assert.doesNotMatch(answer.text, /expected|received|undefined|Invalid input/);
    });
  }

  it("is told of a body that is no object", async () => {
    const { error } = (await createWith([])()).json;
    assert.equal(error.message, "the body must be an object");
    assert.equal(error.code, "invalid_request");
    assert.ok(!("field" in error) && !("fields" in error));
  });

  it("is told of a payment and of a decision", async () => {
    const { id } = await running.client.createSession(anOrder());
    const started = await running.post(`/v1/checkout/${id}/payments`, { locale: "?", amount: "1" });
    assert.equal(
      started.json.error.message,
      "method is missing; locale must be a BCP 47 language tag such as ar-KW; amount is not known",
    );
    const resolved = await running.post(`/v1/sessions/${id}/resolve`, { as: "maybe" }, asShop);
    assert.equal(
      resolved.json.error.message,
      "payment is missing; as must be one of paid, failed; note is missing",
    );
  });

  it("is answered shortly, and never with what was sent", async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`secret${at}`, 1]));
    const odd = { "<b>secret</b>": 1, ["secret".repeat(100)]: 1 };
    const manyAnswer = await order(many)();
    assert.equal(manyAnswer.json.error.fields.length, 20);
    const oddAnswer = await order({ ...odd, amount: "secret", locale: "secret secret" })();
    assert.equal(oddAnswer.status, 400);
    assert.ok(!oddAnswer.text.includes("secret"), oddAnswer.text);
  });
});

describe("an address that does not take a method", () => {
  for (const [method, path, allow] of [
    ["PUT", "/v1/sessions", "POST, GET, HEAD, OPTIONS"],
    ["DELETE", "/v1/sessions/cs_x", "GET, HEAD, OPTIONS"],
    ["GET", "/v1/sessions/cs_x/cancel", "POST, OPTIONS"],
    ["POST", "/v1/methods?currency=KWD", "DELETE, GET, HEAD, OPTIONS"],
    ["GET", "/v1/notifications/ottu/token", "POST, OPTIONS"],
    ["PATCH", "/v1/return/token", "GET, HEAD, POST, OPTIONS"],
    ["PUT", "/pay/cs_x", "GET, HEAD, POST"],
    ["POST", "/healthz", "GET, HEAD"],
  ] as const) {
    it(`names it, and those it takes: ${method} ${path}`, async () => {
      const response = await fetch(running.url + path, { method });
      assert.equal(response.status, 405);
      assert.equal(response.headers.get("allow"), allow);
      const { error } = (await response.json()) as { error: { code: string; message: string } };
      assert.equal(error.code, "method_not_allowed");
      assert.equal(error.message, `this address does not take ${method}; it takes ${allow}`);
    });
  }
});
