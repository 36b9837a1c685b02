/** A tracer that looks on sees requests, gateway calls and deliveries, and passes a trace on. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { tracingChannel } from "node:diagnostics_channel";
import { createServer } from "node:http";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import { readTraceparent, traceIdOf } from "../../../server/platform/trace-context.ts";
import { listen } from "../../support/listen.ts";
import { anOrder, asShop, runProxy, shopOrigin } from "../../support/running-proxy.ts";
import { linesOf, payOnce, traceparent } from "../../support/told-payment.ts";

interface Span {
  readonly name: string;
  readonly parent: string | undefined;
  readonly began: Readonly<Record<string, unknown>>;
  ended?: Readonly<Record<string, unknown>>;
}

/** As OpenTelemetry's glue in docs/operate.md does it. */
function lookOn(t: TestContext): readonly Span[] {
  const spans: Span[] = [];
  const current = new AsyncLocalStorage<Span>();
  const known = new WeakMap<object, Span>();
  for (const name of ["request", "gateway", "event"]) {
    const channel = tracingChannel<Span, Record<string, unknown>>(`otter-checkout.${name}`);
    channel.start.bindStore(current, (told) => {
      const span: Span = { name, parent: current.getStore()?.name, began: { ...told } };
      spans.push(span);
      known.set(told, span);
      return span;
    });
    const asyncEnd = (told: Record<string, unknown>) => {
      const span = known.get(told);
      if (span !== undefined) span.ended = { ...told };
    };
    channel.asyncEnd.subscribe(asyncEnd as (told: unknown) => void);
    t.after(() => {
      channel.start.unbindStore(current);
      channel.asyncEnd.unsubscribe(asyncEnd as (told: unknown) => void);
    });
  }
  return spans;
}

describe("tracing channels", () => {
  it("tell of each request, gateway call and delivery, one within the other, and how it ended", async (t) => {
    const spans = lookOn(t);
    const running = await runProxy();
    await payOnce(running);
    const { sandbox, client } = running;
    sandbox.behave("ottu", "pymt-txn:create", { do: "status", status: 500 });
    const failing = await client.createSession(anOrder());
    await running.post(`/v1/checkout/${failing.id}/payments`, { method: "ottu:knet-main" });
    await running.stop();

    const create = spans.filter(({ began }) => began["call"] === "create");
    assert.deepEqual(
      create
        .slice(0, 2)
        .map(({ parent, ended }) => [parent, ended?.["outcome"], ended?.["failure"]]),
      [
        ["request", "ok", undefined],
        ["request", "unknown", "server_error"],
      ],
    );
    const [query] = spans.filter(({ began }) => began["call"] === "query");
    assert.equal(query?.parent, undefined);
    const [event] = spans.filter(({ name }) => name === "event");
    assert.deepEqual(
      [event?.began["type"], event?.began["traceparent"], event?.ended?.["outcome"]],
      ["checkout.paid", traceparent, "delivered"],
    );
    const [first] = spans.filter(({ name }) => name === "request");
    assert.equal(first?.began["traceparent"], traceparent);
    assert.deepEqual([first?.ended?.["route"], first?.ended?.["status"]], ["/v1/sessions", 201]);
    for (const { ended } of spans) {
      assert.ok(ended !== undefined);
      for (const value of Object.values(ended)) assert.notEqual(typeof value, "object");
    }
  });
});

describe("a session's trace", () => {
  it("goes to the shop's webhook with each of its events, under a span of ours, and to no gateway", async (t) => {
    const heard: (string | string[] | undefined)[] = [];
    const shop = createServer((request, response) => {
      heard.push(request.headers["traceparent"]);
      request.resume();
      response.writeHead(204).end();
      shop.emit("heard");
    });
    const url = await listen(shop);
    const told: string[] = [];
    const fetchTelling: typeof fetch = (address, init) => {
      if (address !== url) told.push(JSON.stringify(init?.headers));
      return fetch(address, init);
    };
    const running = await runProxy({
      env: { MERCHANT_WEBHOOK_URL: url },
      options: { world: { fetch: fetchTelling } },
    });
    t.after(async () => {
      await running.stop();
      shop.closeAllConnections();
      shop.close();
    });
    const canceled = async (headers: Record<string, string>) => {
      const isHeard = once(shop, "heard");
      const made = await running.post("/v1/sessions", anOrder(), { ...asShop, ...headers });
      await running.post(`/v1/sessions/${String(made.json.id)}/cancel`, {}, asShop);
      await isHeard;
      return heard.at(-1);
    };
    const passedOn = String(await canceled({ traceparent }));
    assert.equal(readTraceparent(passedOn), passedOn);
    assert.equal(traceIdOf(passedOn), traceIdOf(traceparent));
    assert.notEqual(passedOn, traceparent);
    assert.equal(await canceled({}), undefined);
    assert.equal(await canceled({ traceparent: "00-not-a-trace-01" }), undefined);
    assert.ok(told.length > 0);
    for (const headers of told) assert.doesNotMatch(headers, /trace/i);
  });

  it("may be told by a page of the shop, too", async (t) => {
    const running = await runProxy({ workers: false });
    t.after(() => running.stop());
    const answer = await fetch(`${running.url}/v1/checkout/cs_any`, {
      method: "OPTIONS",
      headers: { origin: shopOrigin, "access-control-request-headers": "traceparent" },
    });
    const allowed = answer.headers.get("access-control-allow-headers") ?? "";
    assert.ok(allowed.toLowerCase().split(", ").includes("traceparent"), allowed);
    await fetch(`${running.url}/v1/checkout/cs_any`, { headers: { traceparent } });
    const [line] = linesOf(running.log).filter(({ msg, status }) => {
      return msg === "request" && status === 404;
    });
    assert.equal(line?.["trace"], traceIdOf(traceparent));
  });

  it("is the one in which the shop asked for it last", async (t) => {
    const running = await runProxy({ workers: false });
    t.after(() => running.stop());
    const order = anOrder();
    const other = traceparent.replace("4bf9", "5bf9");
    const ask = (headers: Record<string, string>) =>
      running.post("/v1/sessions", order, { ...asShop, ...headers });
    const { id } = (await ask({ traceparent })).json as { id: string };
    const kept = async () => (await running.proxy.ledger.findSession(id))?.traceparent;
    assert.equal(await kept(), traceparent);
    await ask({});
    assert.equal(await kept(), traceparent);
    await ask({ traceparent: other });
    assert.equal(await kept(), other);
  });
});
