/** Every page and answer the proxy serves carries what keeps browsers from being used against it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { routes } from "../../../contract/vocabulary.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

interface Ask {
  readonly route: string;
  readonly path: string;
  readonly status: number;
  /** `frame`: a page that one page of the shop may frame. */
  readonly kind: "data" | "page" | "frame" | "asset" | "icon";
  readonly init?: RequestInit;
}

let running: RunningProxy;
let asks: readonly Ask[];
before(async () => {
  running = await runProxy({ env: { OTTPAY_CARD: "purchase" } });
  asks = await everyRoute();
});
after(() => running.stop());

/** Each route once as it should be asked, and the ways to be refused. */
async function everyRoute(): Promise<readonly Ask[]> {
  const session = await running.client.createSession(anOrder(inCanada));
  await start(running, session, "ottpay:ALIPAY");
  const gone = await running.client.createSession(anOrder());
  const gateway = await atGateway(running, session.id);
  const list = (await running.get("/v1/methods?currency=KWD")).text;
  const icon = /\/v1\/icons\/[0-9a-f]{32}/.exec(list)?.[0] ?? "";
  const script = (await running.get("/otter-checkout.js")).text;
  const chunk = /otter-checkout\/[\w.-]+\/[\w.-]+\.js/.exec(script)?.[0] ?? "";
  const posted = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const shop = { headers: asShop };
  const page = { headers: { origin: shopOrigin } };
  return [
    {
      route: "sessions",
      path: "/v1/sessions",
      status: 201,
      kind: "data",
      init: posted(anOrder(), asShop),
    },
    { route: "sessions", path: "/v1/sessions", status: 200, kind: "data", init: shop },
    { route: "sessions", path: "/v1/sessions", status: 401, kind: "data" },
    { route: "session", path: `/v1/sessions/${session.id}`, status: 200, kind: "data", init: shop },
    {
      route: "sessionCancel",
      path: `/v1/sessions/${gone.id}/cancel`,
      status: 200,
      kind: "data",
      init: posted({}, asShop),
    },
    {
      route: "sessionResolve",
      path: `/v1/sessions/${session.id}/resolve`,
      status: 400,
      kind: "data",
      init: posted({}, asShop),
    },
    { route: "events", path: "/v1/events", status: 200, kind: "data", init: shop },
    { route: "methods", path: "/v1/methods?currency=KWD", status: 200, kind: "data" },
    { route: "methods", path: "/v1/methods?currency=KWD", status: 200, kind: "data", init: page },
    { route: "methods", path: "/v1/methods", status: 400, kind: "data" },
    {
      route: "methods",
      path: "/v1/methods",
      status: 204,
      kind: "data",
      init: { method: "DELETE", ...shop },
    },
    {
      route: "checkout",
      path: `/v1/checkout/${session.id}`,
      status: 200,
      kind: "data",
      init: page,
    },
    { route: "checkout", path: `/v1/checkout/${gone.id}`, status: 200, kind: "data" },
    {
      route: "checkout",
      path: `/v1/checkout/cs_${"x".repeat(32)}`,
      status: 404,
      kind: "data",
      init: page,
    },
    {
      route: "checkoutPayments",
      path: `/v1/checkout/${session.id}/payments`,
      status: 201,
      kind: "data",
      init: posted({ method: "ottpay:ALIPAY" }, { origin: shopOrigin }),
    },
    {
      route: "checkoutPayments",
      path: `/v1/checkout/${session.id}/payments`,
      status: 403,
      kind: "data",
      init: posted({}, { origin: "https://evil.example" }),
    },
    {
      route: "checkoutPayments",
      path: `/v1/checkout/${session.id}/payments`,
      status: 204,
      kind: "data",
      init: { method: "OPTIONS", ...page },
    },
    { route: "return", path: new URL(gateway.redirectUrl).pathname, status: 303, kind: "data" },
    { route: "return", path: "/v1/return/unknown", status: 404, kind: "data" },
    {
      route: "notifications",
      path: new URL(gateway.notifyUrl).pathname,
      status: 401,
      kind: "data",
      init: posted({}),
    },
    {
      route: "notifications",
      path: "/v1/notifications/ottu/unknown",
      status: 404,
      kind: "data",
      init: posted({}),
    },
    { route: "icon", path: icon, status: 200, kind: "icon" },
    { route: "icon", path: `/v1/icons/${"0".repeat(32)}`, status: 404, kind: "data" },
    { route: "pay", path: `/pay/${session.id}`, status: 200, kind: "page" },
    { route: "pay", path: `/pay/${gone.id}`, status: 200, kind: "page" },
    { route: "pay", path: "/pay/unknown", status: 404, kind: "page" },
    {
      route: "pay",
      path: `/pay/${session.id}`,
      status: 403,
      kind: "page",
      init: { method: "POST", headers: { origin: "https://evil.example" } },
    },
    { route: "payStyle", path: "/pay.css", status: 200, kind: "asset" },
    { route: "cardFrame", path: `/card/new?origin=${shopOrigin}`, status: 200, kind: "frame" },
    { route: "cardFrame", path: "/card/new?origin=https://a.example", status: 403, kind: "data" },
    { route: "script", path: "/otter-checkout.js", status: 200, kind: "asset" },
    { route: "classicScript", path: "/otter-checkout.classic.js", status: 200, kind: "asset" },
    { route: "style", path: "/otter-checkout.css", status: 200, kind: "asset" },
    { route: "chunks", path: `/${chunk}`, status: 200, kind: "asset" },
    { route: "chunks", path: "/otter-checkout/0/x.js", status: 404, kind: "data" },
    { route: "openapi", path: "/openapi.json", status: 200, kind: "data" },
    { route: "healthz", path: "/healthz", status: 200, kind: "data" },
    { route: "readyz", path: "/readyz", status: 200, kind: "data" },
    { route: "metrics", path: "/metrics", status: 200, kind: "data" },
    { route: "metrics", path: "/metrics", status: 405, kind: "data", init: { method: "POST" } },
    { route: "", path: "/", status: 200, kind: "page" },
    { route: "", path: "/", status: 405, kind: "data", init: { method: "POST" } },
    { route: "", path: "/robots.txt", status: 200, kind: "data" },
    { route: "", path: "/favicon.ico", status: 200, kind: "data" },
    { route: "", path: "/nothing", status: 404, kind: "data" },
    { route: "", path: "/%ff", status: 404, kind: "data" },
  ];
}

const ask = ({ path, init }: Ask) => fetch(running.url + path, { redirect: "manual", ...init });

function assertHeaders(headers: Headers, kind: Ask["kind"], what: string): void {
  const read = (name: string) => headers.get(name) ?? "";
  assert.equal(read("x-content-type-options"), "nosniff", what);
  assert.equal(read("referrer-policy"), "no-referrer", what);
  assert.equal(read("x-frame-options"), kind === "frame" ? "" : "DENY", what);
  assert.match(read("strict-transport-security"), /^max-age=\d{8,}$/, what);
  assert.match(read("x-request-id"), /^[0-9a-f-]{36}$/, what);
  assert.notEqual(read("vary"), "", what);
  for (const name of ["x-powered-by", "server", "access-control-allow-credentials"]) {
    assert.equal(headers.get(name), null, `${name} of ${what}`);
  }
  // The pay page's form alone is bound to a cookie.
  if (kind !== "page") assert.equal(headers.get("set-cookie"), null, `set-cookie of ${what}`);
  // A payment's way ends at banks that nobody can list.
  const policy = read("content-security-policy").replace(/; form-action 'self' https:[^;]*/, "");
  assert.match(policy, /default-src 'none'/, what);
  if (kind === "icon") assert.match(policy, /; sandbox$/, what);
  else if (kind === "frame") assert.ok(policy.includes(`frame-ancestors ${shopOrigin};`), what);
  else assert.match(policy, /frame-ancestors 'none'/, what);
  if (kind !== "icon") assert.doesNotMatch(policy, /unsafe|\*|data:|https?:(?!\/\/)/, what);
  if (kind === "page" || kind === "frame") {
    assert.equal(read("cache-control"), "no-store", what);
    assert.match(read("x-robots-tag"), /noindex/, what);
    assert.match(read("cross-origin-opener-policy"), /same-origin/, what);
  }
  if (kind === "data") assert.match(read("cache-control"), /^(no-store|public, max-age=\d+)/, what);
}

describe("security headers", () => {
  it("are on every answer of every route, good or bad", async () => {
    for (const one of asks) {
      const what = `${one.init?.method ?? "GET"} ${one.path} (${one.route})`;
      const response = await ask(one);
      await response.arrayBuffer();
      assert.equal(response.status, one.status, what);
      assertHeaders(response.headers, one.kind, what);
    }
    assert.deepEqual(
      Object.keys(routes).filter((route) => !asks.some((one) => one.route === route)),
      [],
      "every route of the vocabulary was asked",
    );
  });

  it("are on answers to HEAD and to 304 as well", async () => {
    for (const one of asks.filter(({ init, status }) => init === undefined && status === 200)) {
      const head = await ask({ ...one, init: { method: "HEAD" } });
      assertHeaders(head.headers, one.kind, `HEAD ${one.path}`);
      const etag = head.headers.get("etag");
      if (etag === null) continue;
      const unchanged = await ask({ ...one, init: { headers: { "if-none-match": etag } } });
      assert.equal(unchanged.status, 304, one.path);
      assertHeaders(unchanged.headers, one.kind, `304 of ${one.path}`);
    }
  });

  it("let any shop's page load scripts and marks, and nothing else without being asked", async () => {
    for (const one of asks) {
      const response = await ask(one);
      await response.arrayBuffer();
      const isPublic = one.kind === "asset" || one.kind === "icon";
      const origin = new Headers(one.init?.headers).get("origin");
      assert.equal(
        response.headers.get("access-control-allow-origin"),
        isPublic ? "*" : one.kind === "page" ? null : origin,
        `${one.path} for ${origin ?? "nobody"}`,
      );
      if (isPublic || (origin !== null && one.kind !== "page") || one.kind === "frame") {
        assert.equal(response.headers.get("cross-origin-resource-policy"), "cross-origin");
      } else {
        assert.equal(response.headers.get("cross-origin-resource-policy"), "same-origin");
      }
    }
  });
});
