import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { anOrder, asShop, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

describe("/healthz and /readyz", () => {
  it("say that the process is up and that the ledger answers", async () => {
    assert.equal((await running.get("/healthz")).status, 200);
    assert.deepEqual((await running.get("/readyz")).json, { status: "ready" });
  });

  it("are not ready while the process is stopping", async () => {
    const other = await runProxy({ sandbox: running.sandbox });
    other.proxy.drain();
    const answer = await other.get("/readyz");
    assert.deepEqual(
      [answer.status, (answer.json as { error: { code: string } }).error.code],
      [503, "overloaded"],
    );
    assert.equal((await other.get("/healthz")).status, 200);
    await other.stop();
  });
});

describe("/metrics", () => {
  it("counts requests by route pattern, never by address", async () => {
    const session = await running.client.createSession(anOrder());
    await running.get(`/v1/checkout/${session.id}`);
    const { text } = await running.get("/metrics");
    assert.match(text, /otter_request_seconds_count\{route="\/v1\/checkout\/:id",status="200"\} 1/);
    assert.ok(!text.includes(session.id));
  });

  it("are for loopback without a proxy in between, or for whoever has the token", async () => {
    assert.equal((await running.get("/metrics", { "x-forwarded-for": "203.0.113.9" })).status, 401);
    const token = "metrics-token-0123456789";
    const guarded = await runProxy({ sandbox: running.sandbox, env: { METRICS_TOKEN: token } });
    assert.equal((await guarded.get("/metrics")).status, 401);
    assert.equal((await guarded.get("/metrics", { authorization: `Bearer ${token}` })).status, 200);
    await guarded.stop();
  });
});

describe("/openapi.json", () => {
  it("describes every route of the API, version 3.1", async () => {
    const document = (await running.get("/openapi.json")).json as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    assert.equal(document.openapi, "3.1.0");
    assert.deepEqual(Object.keys(document.paths).sort(), [
      "/v1/checkout/{id}",
      "/v1/checkout/{id}/payments",
      "/v1/events",
      "/v1/methods",
      "/v1/sessions",
      "/v1/sessions/{id}",
      "/v1/sessions/{id}/cancel",
      "/v1/sessions/{id}/resolve",
    ]);
  });
});

describe("GET /v1/sessions", () => {
  it("finds sessions by order, status and time, newest first", async () => {
    const first = await running.client.createSession(anOrder());
    const second = await running.client.createSession(anOrder());
    const list = async (query: string) =>
      (
        (await running.get(`/v1/sessions${query}`, asShop)).json as { sessions: { id: string }[] }
      ).sessions.map(({ id }) => id);
    assert.deepEqual(await list(`?orderRef=${first.orderRef}`), [first.id]);
    assert.deepEqual((await list("")).slice(0, 2), [second.id, first.id]);
    assert.deepEqual(await list(`?status=paid`), []);
    assert.deepEqual(await list(`?from=${new Date(Date.now() + 60_000).toISOString()}`), []);
  });
});
