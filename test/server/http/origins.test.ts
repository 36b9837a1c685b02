import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  asShop,
  inCanada,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
let path: string;
before(async () => {
  running = await runProxy({ env: { MERCHANT_ORIGINS: `${shopOrigin},https://*.shop.example` } });
  path = `/v1/checkout/${(await running.client.createSession(anOrder())).id}`;
});
after(() => running.stop());

describe("a page that asks from an origin", () => {
  for (const origin of [shopOrigin, "https://www.shop.example", "https://a-b.shop.example"]) {
    it(`is answered at ${origin}`, async () => {
      const answer = await running.get(path, { origin });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("access-control-allow-origin"), origin);
      assert.match(answer.headers.get("vary") ?? "", /Origin/);
    });
  }

  it("is answered at the proxy's own origin", async () => {
    assert.equal((await running.get(path, { origin: new URL(running.url).origin })).status, 200);
  });

  for (const origin of [
    "https://evil.example",
    "https://shop.example.evil.example",
    "https://evilshop.example",
    "https://a.b.shop.example",
    "http://shop.example",
    "https://shop.example:8443",
    "null",
  ]) {
    it(`is refused at ${origin}, in words that origin can read`, async () => {
      const answer = await running.get(path, { origin });
      assert.equal(answer.status, 403);
      assert.equal(answer.json.error.code, "origin_not_allowed");
      assert.equal(answer.headers.get("access-control-allow-origin"), origin);
    });
  }

  it("is told the value to add, and so is the log, once", async () => {
    const origin = "https://new-shop.example";
    for (let call = 0; call < 3; call += 1) {
      assert.match(
        (await running.get(path, { origin })).json.error.message,
        /add https:\/\/new-shop\.example to the proxy's MERCHANT_ORIGINS/,
      );
    }
    const lines = running.log.filter((line) =>
      line.includes("MERCHANT_ORIGINS=https://new-shop.example"),
    );
    assert.equal(lines.length, 1);
  });

  it("gets its preflight answered whoever it is", async () => {
    const response = await fetch(running.url + path, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get("access-control-allow-origin"), "https://evil.example");
  });

  it("does not concern requests without an origin", async () => {
    assert.equal((await running.get(path)).status, 200);
  });
});

describe("scripts", () => {
  it("are served to any origin, compressed, and short-lived", async () => {
    const answer = await running.get("/otter-checkout.js", {
      origin: "https://evil.example",
      "accept-encoding": "br",
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
    assert.equal(answer.headers.get("content-encoding"), "br");
    assert.match(answer.headers.get("cache-control") ?? "", /max-age=300/);
  });
});

describe("PUBLIC_URL with a path", () => {
  it("answers below the path and at the root, and builds addresses with it", async () => {
    const mounted = await runProxy({
      sandbox: running.sandbox,
      env: { PUBLIC_URL: "https://shop.example/pay-proxy" },
    });
    try {
      const session = await mounted.client.createSession(anOrder(inCanada));
      assert.equal(session.url, `https://shop.example/pay-proxy/pay/${session.id}`);
      for (const prefix of ["", "/pay-proxy"]) {
        assert.equal((await mounted.get(`${prefix}/v1/checkout/${session.id}`)).status, 200);
        assert.equal((await mounted.get(`${prefix}/healthz`)).status, 200);
      }
      assert.equal((await start(mounted, session, "ottpay:NONE")).status, 201);
      assert.equal((await mounted.get("/v1/sessions", asShop)).status, 200);
    } finally {
      await mounted.stop();
    }
  });
});
