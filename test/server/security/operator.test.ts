/** What an operator may forget: the routes that are not for the public, and unsafe settings. */
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import type { Method } from "../../../contract/contract.ts";
import { ConfigError, parseConfig } from "../../../server/index.ts";
import { anOrder, asShop, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

const token = "metrics-token-0123456789";
let running: RunningProxy;
let guarded: RunningProxy;
before(async () => {
  running = await runProxy();
  guarded = await runProxy({ sandbox: running.sandbox, env: { METRICS_TOKEN: token } });
});
after(async () => {
  await guarded.stop();
  await running.stop();
});

/** With a Host of one's own, which fetch does not allow. */
function metrics(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${running.url}/metrics`, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once("error", reject);
    asked.end();
  });
}

describe("/metrics without METRICS_TOKEN", () => {
  const port = 8080;
  for (const host of [`127.0.0.1:${port}`, "localhost", `[::1]:${port}`, "metrics.localhost"]) {
    it(`is answered to this machine under ${host}`, async () => {
      assert.equal(await metrics({ host }), 200);
    });
  }

  for (const [why, headers] of [
    ["a web page whose name points here", { host: "evil.example" }],
    ["the public name behind a proxy on this machine", { host: "pay.shop.example" }],
    ["a name that begins like ours", { host: "localhost.evil.example" }],
    ["a host that is none", { host: "@" }],
    ["somebody behind a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["somebody behind a proxy who claims to be here", { "x-forwarded-for": "127.0.0.1" }],
    ["somebody behind another proxy", { forwarded: "for=203.0.113.9" }],
    ["somebody behind a proxy that names itself", { via: "1.1 proxy" }],
    ["somebody behind nginx", { "x-real-ip": "203.0.113.9" }],
    ["somebody behind a proxy that tells the host", { "x-forwarded-host": "pay.shop.example" }],
    ["somebody behind a proxy that tells the scheme", { "x-forwarded-proto": "https" }],
  ] as const) {
    it(`is refused to ${why}`, async () => {
      assert.equal(await metrics({ host: `127.0.0.1:${port}`, ...headers }), 401);
    });
  }
});

describe("/metrics with METRICS_TOKEN", () => {
  for (const [given, status] of [
    [`Bearer ${token}`, 200],
    [`Bearer ${token}0`, 401],
    [`Bearer ${token.slice(0, -1)}`, 401],
    [`Bearer ${token.toUpperCase()}`, 401],
    [token, 401],
    [asShop.authorization, 401],
    ["", 401],
  ] as const) {
    it(`answers ${status} to "${given}", also from this machine`, async () => {
      assert.equal((await guarded.get("/metrics", { authorization: given })).status, status);
    });
  }

  it("hold no secret, no address and no name", async () => {
    const session = await guarded.client.createSession(
      anOrder({ customer: { id: "customer-1", email: "noor@shop.test" } }),
    );
    await guarded.get(`/v1/checkout/${session.id}`);
    await guarded.get("/a-stranger's-words?and=more");
    const { text } = await guarded.get("/metrics", { authorization: `Bearer ${token}` });
    for (const word of [session.id, session.orderRef, "customer-1", "noor", "stranger", token]) {
      assert.ok(!text.includes(word), word);
    }
  });
});

describe("/openapi.json", () => {
  it("tells nothing about this installation but its public address", async () => {
    const { text } = await guarded.get("/openapi.json");
    const { env } = guarded;
    for (const [name, value] of Object.entries(env)) {
      if (name === "PUBLIC_URL" || value.length < 6 || value === "sandbox") continue;
      assert.ok(!text.includes(value), name);
    }
    for (const word of ["metrics", "readyz", "notifications", "notifyToken", "returnToken"]) {
      assert.ok(!text.includes(word), word);
    }
  });
});

describe("parseConfig", () => {
  const good = {
    PUBLIC_URL: "https://pay.shop.example",
    MERCHANT_API_KEYS: "key-0123456789-0123456789",
    MERCHANT_ORIGINS: "https://shop.example",
    OTTPAY_MERCHANT_ID: "ON00004652",
    OTTPAY_SHOP_ID: "ON00004652001",
    OTTPAY_OPERATOR_ID: "0000000696",
    OTTPAY_SIGN_KEY: "C0FFEE1234ABCD90",
  };
  const problemsOf = (change: Record<string, string>): readonly string[] => {
    try {
      parseConfig({ ...good, ...change });
      return [];
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.problems;
    }
  };

  for (const [name, value] of [
    ["TRUST_PROXY", "yes"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["TRUST_PROXY", "10.0.0.0/8/8"],
    ["TRUST_PROXY", "1.2.3"],
    ["TRUST_PROXY", "loopback, nonsense"],
    ["TRUST_PROXY", "-1"],
    ["TRUST_PROXY", "*"],
    ["MERCHANT_API_KEYS", "ключ-которого-нельзя-передать-0123"],
    ["MERCHANT_API_KEYS", "key-0123456789-0123456789 x"],
    ["MERCHANT_API_KEYS", "k".repeat(513)],
    ["MERCHANT_ORIGINS", "https://ѕhop.example"],
    ["MERCHANT_ORIGINS", "https://ｓhop.example"],
    ["MERCHANT_ORIGINS", "https://*.ѕhop.example"],
    ["MERCHANT_ORIGINS", "https://shop.example@evil.example"],
    ["MERCHANT_ORIGINS", "https://shop.example/path"],
    ["MERCHANT_ORIGINS", "https://shop.example\\.evil.example"],
    ["MERCHANT_ORIGINS", "null"],
    ["MERCHANT_ORIGINS", "data:"],
    ["MERCHANT_ORIGINS", "https://*.*.example"],
    ["MERCHANT_ORIGINS", "https://*"],
    ["MERCHANT_RETURN_ORIGINS", "javascript:alert(1)"],
    ["MERCHANT_WEBHOOK_URL", "http://shop.example/hook"],
    ["MERCHANT_WEBHOOK_URL", "https://user:pass@shop.example/hook"],
    ["SHOP_ACCENT", "#fff;}*{color:red"],
    ["SHOP_LOGO", "javascript:alert(1)"],
  ] as const) {
    it(`refuses ${name}=${value.slice(0, 40)}, naming the variable`, () => {
      const problems = problemsOf({
        ...(name === "MERCHANT_WEBHOOK_URL"
          ? { MERCHANT_WEBHOOK_SECRET: "secret-0123456789-0123456789" }
          : {}),
        [name]: value,
      });
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.ok(problems[0]?.startsWith(`${name} `));
    });
  }

  for (const [given, taken] of [
    ["1", 1],
    ["false", false],
    ["loopback", "loopback"],
    [
      "loopback, 10.0.0.0/8, 2001:db8::/32, 192.0.2.1",
      "loopback, 10.0.0.0/8, 2001:db8::/32, 192.0.2.1",
    ],
  ] as const) {
    it(`takes TRUST_PROXY=${given}`, () => {
      const config = parseConfig({ ...good, TRUST_PROXY: given });
      assert.equal(config.trustProxy, taken);
      assert.deepEqual(config.warnings, []);
    });
  }

  it("warns of a TRUST_PROXY that believes everybody", () => {
    const { warnings } = parseConfig({ ...good, TRUST_PROXY: "true" });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /^TRUST_PROXY=true /);
  });

  it("says no secret in what it refuses", () => {
    const problems = problemsOf({
      MERCHANT_API_KEYS: "short-secret",
      MERCHANT_WEBHOOK_SECRET: "short-too",
      OTTU_URL: "https://pay.merchant.example",
      OTTU_API_KEY: "0123456789abcdef0123456789abcdef01234567",
      DATABASE_URL: "mysql://user:db-password@host/db",
    }).join("\n");
    for (const secret of ["short-secret", "short-too", "0123456789abcdef", "db-password"]) {
      assert.ok(!problems.includes(secret), problems);
    }
  });
});

describe("an operator's own marks", () => {
  it("are files only where they are pictures, and never named by a request", async () => {
    const own = await runProxy({
      sandbox: running.sandbox,
      env: { METHOD_ICONS: JSON.stringify({ knet: "/etc/passwd", apple_pay: "/etc/hosts.svg" }) },
    });
    try {
      const { methods } = (await own.get("/v1/methods?currency=KWD")).json as { methods: Method[] };
      const marks = methods.filter(({ id }) => /knet|apple/.test(id)).map(({ icon }) => icon);
      assert.equal(marks.length, 2);
      for (const icon of marks) {
        const response = await fetch(icon ?? "");
        assert.equal(response.status, 404);
        assert.doesNotMatch(await response.text(), /root|localhost|etc/);
      }
      for (const path of [
        "/v1/icons/%2fetc%2fpasswd",
        "/v1/icons/../../etc/passwd",
        "/v1/icons/",
      ]) {
        assert.equal((await own.get(path)).status, 404);
      }
    } finally {
      await own.stop();
    }
  });
});
