/** All that a shop's server can ask of the proxy, through the client that it has for it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  CheckoutClientError,
  createCheckoutClient,
  isCheckoutError,
  verifyRequest,
  WebhookVerificationError,
} from "../../../server/client/index.ts";
import { signEvent } from "../../../server/events/sign-event.ts";
import { anOrder, apiKey, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

async function all<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

describe("lists", () => {
  it("are read page after page, each row once, and no page before it is asked for", async () => {
    const { orderRef } = anOrder();
    const made: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { id } = await running.client.createSession(anOrder({ orderRef }));
      await running.client.cancelSession(id);
      made.unshift(id);
    }
    const asked: string[] = [];
    const counted = createCheckoutClient({
      ...{ proxyUrl: running.url, apiKey },
      fetch: (address, init) => {
        asked.push(new Request(address).url);
        return fetch(address, init);
      },
    });
    const sessions = counted.sessions({ orderRef, limit: 2 });
    assert.deepEqual((await sessions.next()).value?.id, made[0]);
    assert.equal(asked.length, 1);
    assert.deepEqual(
      (await all(sessions)).map(({ id }) => id),
      made.slice(1),
    );
    assert.equal(asked.length, 2);
    const events = await all(counted.events({ limit: 2 }));
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      [1, 2, 3],
    );
    assert.deepEqual(await all(counted.events({ after: 2 })), events.slice(2));
    assert.deepEqual((await counted.listEvents(2)).events, events.slice(2));
    assert.equal((await counted.listSessions({ orderRef, status: "paid" })).sessions.length, 0);
  });
});

describe("methods", () => {
  it("are listed for a currency and a filter, and dropped", async () => {
    const { methods, partial } = await running.client.listMethods("KWD", { pgNames: ["kpay"] });
    assert.deepEqual([methods.map(({ provider }) => provider).at(0), partial], ["ottu", false]);
    assert.equal(await running.client.purgeMethods({ currency: "KWD" }), undefined);
  });
});

describe("resolveSession", () => {
  it("passes the decision on", async () => {
    const { id } = await running.client.createSession(anOrder());
    const decision = { payment: `pay_${"0".repeat(22)}`, as: "paid", note: "seen" } as const;
    await assert.rejects(
      running.client.resolveSession(id, decision),
      (error) => isCheckoutError(error, "payment_not_found") && error.status === 404,
    );
  });
});

describe("isCheckoutError", () => {
  it("knows an error of another copy of the package, by its code", () => {
    const details = { status: 409, retryable: false };
    const error = new CheckoutClientError("already_paid", "", details);
    const copy = Object.assign(new Error(), { name: "CheckoutClientError", code: "already_paid" });
    for (const each of [error, copy]) {
      assert.ok(isCheckoutError(each));
      assert.ok(isCheckoutError(each, "order_paid", "already_paid"));
      assert.ok(!isCheckoutError(each, "order_paid"));
    }
    assert.ok(!isCheckoutError(new Error("already_paid")));
    assert.ok(!isCheckoutError("already_paid", "already_paid"));
  });
});

describe("an error", () => {
  it("says when to come back", async () => {
    const busy = createCheckoutClient({
      ...{ proxyUrl: "https://pay.shop.example", apiKey },
      fetch: () => {
        const body = { error: { code: "rate_limited", message: "too often", retryable: true } };
        return Promise.resolve(
          Response.json(body, { status: 429, headers: { "Retry-After": "7" } }),
        );
      },
    });
    await assert.rejects(busy.getSession("cs_x"), {
      ...{ code: "rate_limited", retryable: true, retryAfterSeconds: 7 },
    });
  });

  it("is the address's where what answers 200 is no JSON, or 500 is not ours", async () => {
    for (const [status, body] of [
      [200, "<html>"],
      [500, "null"],
      [404, `{"error":"gone"}`],
    ] as const) {
      const other = createCheckoutClient({
        ...{ proxyUrl: "https://pay.shop.example", apiKey },
        fetch: () => Promise.resolve(new Response(body, { status })),
      });
      await assert.rejects(other.getSession("cs_x"), { code: "proxy_answer_invalid", status });
    }
  });
});

describe("verifyRequest", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const body = JSON.stringify({ id: "evt_1", type: "test.ping", timestamp: "", data: {} });
  const request = (text = body) =>
    new Request("https://shop.example/webhooks", {
      method: "POST",
      headers: signEvent(body, "evt_1", [secret], Date.now()),
      body: text,
    });

  it("opens a whole request", async () => {
    assert.equal((await verifyRequest(request(), secret)).type, "test.ping");
    assert.equal((await verifyRequest(request(), ["old", secret])).id, "evt_1");
  });

  it("refuses one that is not signed, and one whose body was read", async () => {
    await assert.rejects(verifyRequest(request("{}"), secret), WebhookVerificationError);
    const read = request();
    await read.text();
    await assert.rejects(verifyRequest(read, secret), /before its body is read/);
  });
});
