/**
 * One list for each filter, for everybody who asks with that filter: nothing of one customer, one
 * origin or one request's headers may be in it, ours or that of a cache on the way.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { CheckoutView, MethodList } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  atGateway,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { METHODS_MISSES_PER_MINUTE: "1000" } });
});
afterEach(async () => {
  running.sandbox.reset();
  await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
});
after(() => running.stop());

const list = async (query: string, headers: Record<string, string> = {}) => {
  const answer = await running.get(`/v1/methods?${query}`, headers);
  assert.equal(answer.status, 200, answer.text);
  return { ...(answer.json as MethodList), headers: answer.headers, text: answer.text };
};
const recentOf = async (id: string) =>
  ((await running.get(`/v1/checkout/${id}`)).json as CheckoutView).methods
    .filter(({ recent }) => recent)
    .map(({ id: method }) => method);

/** What a customer used before is asked in the background: the gateway's answer is awaited here. */
async function openFor(id: string, orderRef?: string) {
  const asked = () =>
    running.sandbox.journal
      .entries()
      .filter(
        ({ call, from, opened }) =>
          call === "payment-methods" &&
          from === "merchant" &&
          (opened as { customer_id?: string } | null)?.customer_id === id,
      ).length;
  const before = asked();
  const session = await running.client.createSession(
    anOrder({ customer: { id }, ...(orderRef === undefined ? {} : { orderRef }) }),
  );
  while (asked() === before) await new Promise((resolve) => setImmediate(resolve));
  return session;
}

async function pay(id: string, method: string): Promise<void> {
  const session = await openFor(id);
  assert.equal((await start(running, session, method)).status, 201);
  await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
  await running.event((event) => event.data.session.id === session.id);
}

/** Answered, and taken in: the mark is there as soon as both are true. */
async function seesRecent(id: string, expected: readonly string[]): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    if ((await recentOf(id)).join() === expected.join()) return;
  }
  assert.deepEqual(await recentOf(id), expected);
}

describe("what a customer used before", () => {
  it("is marked for that customer, and for nobody else with the same filter", async () => {
    await pay("noor", "ottu:knet-main");
    const noor = await openFor("noor");
    await seesRecent(noor.id, ["ottu:knet-main"]);
    const guest = await running.client.createSession(anOrder());
    const ali = await openFor("ali");
    assert.deepEqual(await recentOf(guest.id), []);
    assert.deepEqual(await recentOf(ali.id), []);
    const { methods } = await list("currency=KWD");
    assert.ok(methods.length > 0);
    assert.ok(methods.every(({ recent }) => !recent));
  });

  it("does not stay with a session that is given to another customer, or to none", async () => {
    await pay("noor", "ottu:knet-main");
    const session = await openFor("noor", "SHARED-1");
    await seesRecent(session.id, ["ottu:knet-main"]);
    const taken = await openFor("ali", "SHARED-1");
    assert.equal(taken.id, session.id);
    assert.deepEqual(await recentOf(session.id), []);
    const given = await openFor("noor", "SHARED-1");
    assert.equal(given.id, session.id);
    await seesRecent(session.id, ["ottu:knet-main"]);
    await running.client.createSession(anOrder({ orderRef: "SHARED-1" }));
    assert.deepEqual(await recentOf(session.id), []);
  });

  it("cannot be asked for by the public route", async () => {
    for (const name of ["customer", "customerId", "customer_id", "customer[id]"]) {
      assert.equal((await running.get(`/v1/methods?currency=KWD&${name}=noor`)).status, 400);
    }
  });
});

describe("lists of different filters", () => {
  const filters = [
    "currency=KWD",
    "currency=SAR",
    "currency=KWD&operation=authorize",
    "currency=KWD&operation=purchase",
    "currency=KWD&tokenizable=true",
    "currency=KWD&tokenizable=false",
    "currency=KWD&pgNames=kpay",
    "currency=KWD&pgNames=mpgs",
    "currency=KWD&tags=kpay",
    "currency=KWD&paymentServices=apple_pay",
    "currency=KWD&tags=apple_pay",
    "currency=KWD&plugin=payment_request",
  ];

  it("are asked for apart, stored apart and served apart", async () => {
    const first = new Map<string, string>();
    const before = running.sandbox.ottu.calls("payment-methods");
    for (const filter of filters) first.set(filter, (await list(filter)).text);
    assert.equal(running.sandbox.ottu.calls("payment-methods") - before, filters.length);
    for (const filter of filters.toReversed()) {
      const again = await list(filter);
      assert.equal(again.text, first.get(filter), filter);
      assert.match(again.headers.get("cache-status") ?? "", /hit/);
    }
    assert.notEqual(first.get("currency=KWD&pgNames=kpay"), first.get("currency=KWD&pgNames=mpgs"));
    assert.notEqual(first.get("currency=KWD"), first.get("currency=SAR"));
  });

  it("are not mixed by values that look like other filters", async () => {
    await list("currency=KWD&pgNames=kpay");
    for (const query of [
      "currency=KWD&tags=kpay%26pgNames%3Dmpgs",
      "currency=KWD%26pgNames%3Dmpgs",
      "currency=KWD?pgNames=mpgs",
      "currency=KWD&tags=a%2Cb&tags=c",
      "currency=KWD&tags=%00",
      "currency=KWD%23pgNames=mpgs",
      "currency=KWD&pgNames=kpay;mpgs",
    ]) {
      const answer = await running.get(`/v1/methods?${query}`);
      assert.equal(answer.status, 400, `${query}: ${answer.text}`);
    }
    assert.deepEqual(
      (await list("currency=KWD&pgNames=kpay")).methods.map(({ id }) => id),
      ["ottu:knet-main"],
    );
  });

  it("of one session do not reach another with the same order of words", async () => {
    const kpay = await running.client.createSession(anOrder({ filter: { pgNames: ["kpay"] } }));
    const tagged = await running.client.createSession(anOrder({ filter: { tags: ["kpay"] } }));
    const idsOf = async (id: string) =>
      ((await running.get(`/v1/checkout/${id}`)).json as CheckoutView).methods.map((one) => one.id);
    assert.deepEqual(await idsOf(kpay.id), ["ottu:knet-main"]);
    assert.deepEqual(await idsOf(tagged.id), []);
  });
});

describe("the public list in caches on the way", () => {
  it("is the same bytes whatever the headers, apart from the origin it varies by", async () => {
    const plain = await list("currency=KWD");
    for (const headers of [
      { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
      { "accept-language": "ar", "user-agent": "evil", cookie: "a=b" },
      { authorization: "Bearer anything", "x-original-url": "/v1/methods?currency=SAR" },
      { accept: "text/html", "accept-encoding": "br, gzip", range: "bytes=0-1" },
      { origin: shopOrigin },
    ] as Record<string, string>[]) {
      const other = await list("currency=KWD", headers);
      assert.equal(other.text, plain.text);
      assert.equal(other.headers.get("vary"), "Origin");
      assert.equal(other.headers.get("access-control-allow-origin"), headers["origin"] ?? null);
    }
  });

  it("is never an error that a cache would keep for others", async () => {
    for (const [path, headers] of [
      ["/v1/methods?currency=KWD", { origin: "https://evil.example" }],
      ["/v1/methods?currency=ZZZ", {}],
      ["/v1/methods?currency=KWD&x=1", {}],
    ] as const) {
      const answer = await running.get(path, headers);
      assert.ok(answer.status >= 400);
      assert.equal(answer.headers.get("cache-control"), "no-store");
      assert.equal(answer.headers.get("etag"), null);
    }
  });

  it("has an ETag by its bytes: that of another filter is not taken for it", async () => {
    const kwd = await list("currency=KWD");
    const sar = await list("currency=SAR");
    assert.notEqual(kwd.headers.get("etag"), sar.headers.get("etag"));
    const crossed = await list("currency=KWD", { "if-none-match": sar.headers.get("etag") ?? "" });
    assert.equal(crossed.text, kwd.text);
  });
});

describe("the pay page in caches on the way", () => {
  it("is not kept, and says what it depends on", async () => {
    const session = await running.client.createSession(anOrder());
    const { headers } = await running.get(`/pay/${session.id}`, { "accept-language": "ar" });
    assert.equal(headers.get("cache-control"), "no-store");
    assert.match(headers.get("vary") ?? "", /Accept-Language/);
  });
});
