import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  CheckoutClientError,
  createCheckoutClient,
  verifyEvent,
  WebhookVerificationError,
} from "../../../server/client/index.ts";
import { signEvent } from "../../../server/events/sign-event.ts";
import {
  anOrder,
  apiKey,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

describe("createCheckoutClient", () => {
  it("makes, reads and cancels a session", async () => {
    const order = anOrder();
    const made = await running.client.createSession(order);
    assert.equal((await running.client.getSession(made.id)).orderRef, order.orderRef);
    assert.equal((await running.client.cancelSession(made.id)).status, "canceled");
  });

  it("repeats safely under an idempotency key", async () => {
    const order = anOrder();
    const options = { idempotencyKey: `cart-${order.orderRef}` };
    const first = await running.client.createSession(order, options);
    assert.equal((await running.client.createSession(order, options)).id, first.id);
  });

  it("rejects with the proxy's code, field and request id", async () => {
    await assert.rejects(running.client.createSession(anOrder({ amount: "12.7501" })), (error) => {
      assert.ok(error instanceof CheckoutClientError);
      assert.deepEqual(
        [error.code, error.field, error.status, error.retryable],
        ["amount_invalid", "amount", 400, false],
      );
      assert.match(error.requestId ?? "", /^[0-9a-f-]{36}$/);
      return true;
    });
  });

  it("says that the proxy does not answer, and that repeating can help", async () => {
    const nowhere = createCheckoutClient({ proxyUrl: "http://127.0.0.1:9", apiKey });
    await assert.rejects(nowhere.getSession("cs_x"), {
      code: "proxy_unreachable",
      retryable: true,
    });
  });

  it("says that what answers is no proxy", async () => {
    const other = createCheckoutClient({
      proxyUrl: "https://proxy.example",
      apiKey,
      fetch: () => Promise.resolve(new Response("<html>", { status: 502 })),
    });
    await assert.rejects(other.getSession("cs_x"), {
      code: "proxy_answer_invalid",
      retryable: true,
    });
  });
});

describe("assertPaid", () => {
  it("rejects what is not paid, and what is paid for something else", async () => {
    const session = await running.client.createSession(anOrder());
    await assert.rejects(running.client.assertPaid(session.id, session), { code: "not_paid" });
    await start(running, session, "ottu:knet-main");
    await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
    await running.event((event) => event.data.session.id === session.id);
    await running.client.assertPaid(session.id, session);
    for (const change of [{ amount: "12.751" }, { currency: "SAR" }, { orderRef: "W-0" }]) {
      await assert.rejects(running.client.assertPaid(session.id, { ...session, ...change }), {
        code: "expectation_failed",
      });
    }
  });
});

describe("assertPaid of an order that was spelled shorter", () => {
  // A shop that compares what it charged with what it charged must never be refused.
  for (const [amount, spellings] of [
    ["12.75", ["12.75", "12.750", "12.7500"]],
    ["5", ["5", "5.0", "5.000", "5."]],
  ] as const) {
    it(`takes ${spellings.join(", ")} for ${amount} KWD`, async () => {
      const session = await running.client.createSession(anOrder({ amount, currency: "KWD" }));
      await start(running, session, "ottu:knet-main");
      await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
      await running.event((event) => event.data.session.id === session.id);
      const { orderRef } = session;
      for (const spelling of spellings) {
        const expected = { amount: spelling, currency: "kwd", orderRef };
        assert.equal((await running.client.assertPaid(session.id, expected)).status, "paid");
      }
      for (const wrong of ["12.751", "0.5", "50", "", "five", "1e1", "-5"]) {
        const expected = { amount: wrong, currency: "KWD", orderRef };
        await assert.rejects(running.client.assertPaid(session.id, expected), {
          code: "expectation_failed",
        });
      }
    });
  }
});

describe("verifyEvent", () => {
  const now = Date.UTC(2026, 10, 21);
  const secret = "a-secret-of-twenty-four-or-more";
  const body = JSON.stringify({ id: "evt_1", type: "checkout.paid" });
  const headers = signEvent(body, "evt_1", [secret], now);

  it("returns the event of a genuine delivery, as text or bytes, from Headers or a plain object", async () => {
    assert.equal((await verifyEvent(body, headers, secret, now)).type, "checkout.paid");
    assert.equal(
      (await verifyEvent(Buffer.from(body), new Headers(headers), [secret], now)).id,
      "evt_1",
    );
    const capitals = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    assert.equal((await verifyEvent(body, capitals, secret, now)).id, "evt_1");
  });

  it("takes bytes and headers that are no instances of ours", async () => {
    const bytes = new TextEncoder().encode(body);
    const own = new Headers(headers);
    const foreign = { get: (name: string) => own.get(name) } as Headers;
    assert.equal((await verifyEvent(bytes.buffer, foreign, secret, now)).id, "evt_1");
  });

  it("says what is missing where JavaScript passes nothing", async () => {
    const nothing = undefined as never;
    await assert.rejects(verifyEvent(body, nothing, secret, now), { code: "headers_missing" });
    await assert.rejects(verifyEvent(body, headers, nothing, now), { code: "signature_mismatch" });
  });

  it("accepts the old and the new secret while they rotate", async () => {
    assert.ok(await verifyEvent(body, headers, ["the-next-secret-24-characters", secret], now));
  });

  it("says that the raw body is wanted where a parsed one is passed", async () => {
    for (const parsed of [JSON.parse(body), null, undefined, 7, [body]]) {
      await assert.rejects(verifyEvent(parsed, headers, secret, now), (error) => {
        assert.ok(error instanceof WebhookVerificationError);
        assert.equal(error.code, "signature_mismatch");
        assert.match(error.message, /raw body/);
        return true;
      });
    }
  });

  it("takes whsec_ secrets as base64", async () => {
    const encoded = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
    assert.ok(await verifyEvent(body, signEvent(body, "evt_1", [encoded], now), encoded, now));
  });

  it("takes any other secret as the bytes of its text", async () => {
    const text = "clé-secrète-de-vingt-quatre-caractères";
    assert.ok(await verifyEvent(body, signEvent(body, "evt_1", [text], now), text, now));
  });

  const refused: readonly (readonly [
    why: string,
    body: string,
    headers: Record<string, string>,
    secret: string,
    at: number,
    code: string,
  ])[] = [
    ["an altered body", body.replace("paid", "pa1d"), headers, secret, now, "signature_mismatch"],
    ["another secret", body, headers, "another-secret-of-24-characters", now, "signature_mismatch"],
    ["another id", body, { ...headers, "webhook-id": "evt_2" }, secret, now, "signature_mismatch"],
    ["no headers", body, {}, secret, now, "headers_missing"],
    ["an old delivery", body, headers, secret, now + 301_000, "timestamp_invalid"],
    ["a delivery from the future", body, headers, secret, now - 301_000, "timestamp_invalid"],
    [
      "a timestamp that is none",
      body,
      { ...headers, "webhook-timestamp": "now" },
      secret,
      now,
      "timestamp_invalid",
    ],
    [
      "a signature of another version",
      body,
      { ...headers, "webhook-signature": "v2,abc" },
      secret,
      now,
      "signature_mismatch",
    ],
    [
      "a signature that is not base64",
      body,
      { ...headers, "webhook-signature": "v1,%%%" },
      secret,
      now,
      "signature_mismatch",
    ],
  ];
  for (const [why, text, given, key, at, code] of refused) {
    it(`refuses ${why} with ${code}`, async () => {
      await assert.rejects(verifyEvent(text, given, key, at), (error) => {
        assert.ok(error instanceof WebhookVerificationError);
        assert.equal(error.code, code);
        return true;
      });
    });
  }
});
