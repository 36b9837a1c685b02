/** The card form's page: for the one allowed page that is named, under the strictest policy there is. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { runProxy, shopOrigin, type RunningProxy } from "../../support/running-proxy.ts";

const origins = `${shopOrigin},https://*.shops.example`;

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { OTTPAY_CARD: "purchase", MERCHANT_ORIGINS: origins } });
});
after(() => running.stop());

const pageFor = (origin: string, more = "") =>
  running.get(`/card/new?origin=${encodeURIComponent(origin)}${more}`);

const settingsIn = (text: string) =>
  JSON.parse(/id="settings">(.*?)<\/script>/s.exec(text)?.[1] ?? "null") as Record<string, unknown>;

describe("GET /card/:id", () => {
  it("may be framed by the named page alone, reaches nobody, and is not stored", async () => {
    const { status, headers } = await pageFor(shopOrigin);
    assert.equal(status, 200);
    assert.deepEqual((headers.get("content-security-policy") ?? "").split("; "), [
      "default-src 'none'",
      `script-src ${running.url}/otter-checkout/`,
      `style-src ${running.url}/otter-checkout/`,
      `img-src ${running.url}/v1/icons/`,
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      `frame-ancestors ${shopOrigin}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("x-frame-options"), null);
    assert.match(headers.get("permissions-policy") ?? "", /camera=\(\)/);
    assert.equal(headers.get("set-cookie"), null);
  });

  it("carries today's public key and nothing private", async () => {
    const { text } = await pageFor(shopOrigin, "&locale=ar-KW");
    const { key, now, style, schemes, ...rest } = settingsIn(text);
    assert.deepEqual(rest, { origin: shopOrigin, locale: "ar-KW", isShort: false });
    assert.match(String(style), /^http.*\/otter-checkout\/.*\/card-frame-[\w-]+\.css$/);
    assert.deepEqual(Object.keys(key as object).sort(), [
      "alg",
      "crv",
      "kid",
      "kty",
      "use",
      "x",
      "y",
    ]);
    assert.ok(Math.abs(Number(now) - Date.now()) < 60_000);
    for (const secret of running.sandbox.ottpay.signKey.split(","))
      assert.ok(!text.includes(secret));
  });

  it("names the schemes that are taken, with marks of the proxy's own that its policy lets in", async () => {
    const { text, headers } = await pageFor(shopOrigin);
    const { schemes } = settingsIn(text) as { schemes: { name: string; icon: string }[] };
    assert.deepEqual(
      schemes.map(({ name }) => name),
      ["Visa", "Mastercard"],
    );
    const policy = headers.get("content-security-policy") ?? "";
    const [, allowed = ""] = /img-src (\S+);/.exec(policy) ?? [];
    for (const { icon } of schemes) {
      assert.ok(icon.startsWith(allowed), icon);
      const mark = await running.get(new URL(icon).pathname);
      assert.equal(mark.headers.get("content-type"), "image/svg+xml");
      assert.equal(mark.headers.get("cross-origin-resource-policy"), "cross-origin");
    }
  });

  it("is the short form for who asks for that, and for nobody else", async () => {
    for (const [query, isShort] of [
      ["&form=short", true],
      ["&form=long", false],
      ["&form=short&form=short", false],
      ["&form=", false],
    ] as const) {
      const { text } = await pageFor(shopOrigin, query);
      assert.equal(settingsIn(text)["isShort"], isShort, query);
    }
  });

  it("names a script that is there, for ever", async () => {
    const { text } = await pageFor(shopOrigin);
    const [, address = ""] = /<script type="module" src="([^"]+)"/.exec(text) ?? [];
    const script = await running.get(new URL(address).pathname);
    assert.equal(script.status, 200);
    assert.match(script.headers.get("cache-control") ?? "", /immutable/);
    assert.equal(text.match(/<script/g)?.length, 2);
  });

  it("is for pages of the shop's wildcard and of the proxy itself, too", async () => {
    for (const origin of ["https://a.shops.example", running.url]) {
      const { status, headers } = await pageFor(origin);
      assert.equal(status, 200, origin);
      assert.ok(headers.get("content-security-policy")?.includes(`frame-ancestors ${origin};`));
    }
  });

  const strangers = [
    "",
    "null",
    "*",
    "'self'",
    "https://elsewhere.example",
    "https://shop.example.evil.example",
    "https://shop.example/",
    "https://shop.example https://evil.example",
    "https://shop.example; script-src *",
    "https://shop.example\r\nX-Injected: 1",
    "HTTPS://SHOP.EXAMPLE",
    "http://shop.example",
    "https://shop.example:444",
    "https://a.b.shops.example",
    "https://a;b.shops.example",
  ];
  for (const origin of strangers) {
    it(`is refused to ${JSON.stringify(origin)}`, async () => {
      const { status, json, headers } = await pageFor(origin);
      assert.equal(status, 403);
      assert.equal(json.error.code, "origin_not_allowed");
      assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
      assert.equal(headers.get("x-frame-options"), "DENY");
      assert.ok(!JSON.stringify(json).includes("evil"));
    });
  }

  it("is refused to who names no origin, or two", async () => {
    const two = `origin=${encodeURIComponent(shopOrigin)}`;
    for (const query of ["", `?${two}&${two}`]) {
      assert.equal((await running.get(`/card/new${query}`)).status, 403, query);
    }
  });

  for (const locale of ["x", "</script><script>alert(1)</script>", "en-".repeat(200), ""]) {
    it(`speaks English to who asks for ${JSON.stringify(locale.slice(0, 40))}`, async () => {
      const { text } = await pageFor(shopOrigin, `&locale=${encodeURIComponent(locale)}`);
      assert.equal(settingsIn(text)["locale"], "en");
      assert.ok(!text.includes("alert"));
    });
  }
});

describe("where no marks of brands are wanted", () => {
  it("the form has none", async () => {
    const without = await runProxy({ env: { OTTPAY_CARD: "purchase", BRAND_MARKS: "off" } });
    const { text } = await without.get(`/card/new?origin=${encodeURIComponent(shopOrigin)}`);
    await without.stop();
    assert.deepEqual(settingsIn(text)["schemes"], []);
  });
});

describe("where cards are off", () => {
  it("there is no card form, for nobody", async () => {
    const without = await runProxy({});
    const answer = await without.get(`/card/new?origin=${encodeURIComponent(shopOrigin)}`);
    await without.stop();
    assert.equal(answer.status, 404);
  });
});

describe("the pay page", () => {
  it("may frame the card form, and no other page", async () => {
    const { headers } = await running.get("/pay/cs_unknown");
    const policy = headers.get("content-security-policy") ?? "";
    assert.ok(policy.includes(`; frame-src ${running.url}/card/;`), policy);
  });
});
