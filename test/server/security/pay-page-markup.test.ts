/** Whatever a shop, an operator or a gateway writes, the pay page shows as text. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const payloads = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `'><svg/onload=alert(1)>`,
  `</title><script>alert(1)</script>`,
  `</h1></section><otter-checkout session="cs_evil" proxy="https://evil.example">`,
  `<!--`,
  `--><script>alert(1)</script>`,
  `\${alert(1)}{{constructor.constructor('alert(1)')()}}`,
  `&lt;script&gt;`,
  `javascript:alert(1)`,
  `<a href="javascript:alert(1)">x</a>`,
  `<meta http-equiv=refresh content="0;url=https://evil.example">`,
  `\u2028</script>`.replace("\u2028", ""),
  `＜script＞alert(1)＜/script＞`,
];

const tags = new Set([
  ...["!doctype", "html", "head", "meta", "title", "link", "script", "body", "main", "header"],
  ...["img", "p", "section", "div", "h1", "bdi", "dl", "dt", "dd", "footer", "otter-checkout"],
  ...["noscript", "a", "form", "fieldset", "legend", "label", "input", "button", "span"],
  ...["svg", "path", "text", "circle", "time", "details", "summary"],
]);
const attributes = new Set([
  ...[
    "html",
    "lang",
    "dir",
    "charset",
    "name",
    "content",
    "property",
    "rel",
    "href",
    "type",
    "src",
  ],
  ...["class", "alt", "width", "height", "session", "locale", "proxy", "result"],
  ...["slot", "method", "action", "value", "required", "checked", "autocomplete", "aria-hidden"],
  ...["datetime", "viewbox", "d", "x", "y", "cx", "cy", "r", "http-equiv"],
]);
const tag = /<\/?([a-z!][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>/gi;

/** Reads the page as its tags and the text between them: no other tag, attribute or bracket. */
function assertHarmless(html: string, plain: readonly string[]): void {
  for (const [, name = "", rest = ""] of html.matchAll(tag)) {
    assert.ok(tags.has(name.toLowerCase()), name);
    for (const [, attribute = "", value = ""] of rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
      assert.ok(attributes.has(attribute.toLowerCase()), `${name} ${attribute}`);
      if (["href", "src", "proxy", "action"].includes(attribute))
        assert.match(value, /^https?:\/\//);
    }
  }
  assert.doesNotMatch(html.replaceAll(tag, ""), /[<>]/);
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.ok((html.match(/<otter-checkout/g)?.length ?? 0) <= 1);
  for (const text of plain) assert.ok(html.includes(text), text);
}

const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

describe("the pay page", () => {
  for (const payload of payloads) {
    it(`shows a description as it is: ${payload}`, async () => {
      const session = await running.client.createSession(anOrder({ description: payload }));
      const page = await running.get(`/pay/${session.id}`);
      assert.equal(page.status, 200);
      assertHarmless(page.text, [escaped(payload)]);
    });
  }

  it("shows the shop's name and support as they are, in every language and state", async () => {
    for (const payload of payloads.slice(0, 6)) {
      const other = await runProxy({
        sandbox: running.sandbox,
        env: { SHOP_NAME: payload, SHOP_SUPPORT: payload, SHOP_ACCENT: "#A4462a" },
      });
      try {
        const open = await other.client.createSession(anOrder({ locale: "ar-KW" }));
        const canceled = await other.client.createSession(anOrder({ locale: "zh" }));
        await other.client.cancelSession(canceled.id);
        for (const path of [`/pay/${open.id}`, `/pay/${canceled.id}`, "/pay/unknown"]) {
          assertHarmless((await other.get(path)).text, [escaped(payload)]);
        }
      } finally {
        await other.stop();
      }
    }
  });

  it("takes nothing from the address but the id", async () => {
    const session = await running.client.createSession(anOrder());
    for (const payload of payloads) {
      const query = encodeURIComponent(payload);
      for (const path of [
        `/pay/${query}`,
        `/pay/${session.id}?session=${query}`,
        `/pay/${session.id}?${query}=${query}&locale=${query}&lang=${query}&returnUrl=${query}`,
        `/pay/${session.id}?session=${session.id}&session=${query}`,
      ]) {
        const page = await running.get(path);
        assertHarmless(page.text, []);
        assert.ok(!page.text.includes("alert(1)"), path);
      }
    }
  });

  it("takes a language from the browser only where it is one", async () => {
    const session = await running.client.createSession(anOrder());
    for (const [accepted, language] of [
      ['en"><script>alert(1)</script>', "en"],
      ["en-@@", "en"],
      ["en-", "en"],
      ["en-u", "en"],
      ["fr-aaaaaaaaaaaaaaaa, ar", "ar"],
      ["ar-u-nu-latn-u-nu-arab, fr", "fr"],
      ["ar-KW-u-nu-arab", "ar-KW"],
      ["zh-hant-tw-x-private", "zh-Hant-TW"],
      [`fr-${"a1b2c3d4-".repeat(400)}x`, "en"],
      [`${"xx,".repeat(2_000)}fr`, "en"],
      ["constructor, __proto__, toString", "en"],
    ] as const) {
      const page = await running.get(`/pay/${session.id}`, { "accept-language": accepted });
      assert.equal(page.status, 200, accepted);
      assert.ok(page.text.includes(`<html lang="${language}" `), page.text.slice(0, 80));
      assertHarmless(page.text, []);
      assert.match(page.text, /12[.,]750/);
    }
  });

  it("takes a language from the shop without its extensions", async () => {
    for (const [locale, language] of [
      ["ar-u-nu-arab", "ar"],
      ["en-u-ca-buddhist-nu-thai", "en"],
      ["fr-t-it", "fr"],
    ] as const) {
      const session = await running.client.createSession(anOrder({ locale }));
      const page = await running.get(`/pay/${session.id}`);
      assert.ok(page.text.includes(`<html lang="${language}" `), page.text.slice(0, 80));
      assertHarmless(page.text, []);
      assert.match(page.text, /12[.,]750/);
    }
  });

  it("links back to the shop's address as the parser wrote it, and nowhere else", async () => {
    const returnUrl = `${shopOrigin}/thanks?a="><script>alert(1)</script>&b='x'`;
    const session = await running.client.createSession(anOrder({ ...inCanada, returnUrl }));
    await start(running, session, "ottpay:ALIPAY");
    await running.sandbox.ottpay.pay((await atGateway(running, session.id)).ref);
    await running.event((event) => event.data.session.id === session.id);
    const { text } = await running.get(`/pay/${session.id}`);
    assertHarmless(text, []);
    const [, href = ""] = /class="back" href="([^"]+)"/.exec(text) ?? [];
    assert.equal(
      new URL(href.replaceAll("&amp;", "&").replaceAll("&#39;", "'")).origin,
      shopOrigin,
    );
  });

  it("is HTML to every browser, and its style sheet is a style sheet", async () => {
    const session = await running.client.createSession(anOrder());
    const page = await running.get(`/pay/${session.id}`);
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    const style = await running.get("/pay.css");
    assert.equal(style.headers.get("content-type"), "text/css; charset=utf-8");
    assert.doesNotMatch(style.text, /url\(|@import|expression/);
  });
});

describe("answers of the API", () => {
  it("are JSON to every browser, whatever stands in them", async () => {
    const session = await running.client.createSession(
      anOrder({ description: "<script>alert(1)</script>" }),
    );
    for (const path of [
      `/v1/checkout/${session.id}`,
      "/v1/methods?currency=KWD",
      "/v1/methods?currency=<script>",
      "/<script>alert(1)</script>",
      "/openapi.json",
    ]) {
      const { headers } = await running.get(path, { accept: "text/html" });
      assert.equal(headers.get("content-type"), "application/json; charset=utf-8", path);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
    }
  });
});
