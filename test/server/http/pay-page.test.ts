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

let running: RunningProxy;
before(async () => {
  running = await runProxy({
    env: { SHOP_NAME: "Kiln & <Palm>", SHOP_ACCENT: "#a4462a", SHOP_SUPPORT: "help@shop.example" },
  });
});
after(() => running.stop());

describe("GET /pay/:id", () => {
  it("is a shareable page with its own title, which creates nothing at a gateway", async () => {
    const session = await running.client.createSession(anOrder({ description: "Two mugs" }));
    const before = running.sandbox.ottu.calls("pymt-txn:create");
    const page = await running.get(`/pay/${session.id}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /<title>Pay 12\.750 KWD to Kiln &amp; &lt;Palm&gt;<\/title>/);
    assert.match(page.text, /Two mugs/);
    assert.ok(page.text.includes(`<otter-checkout session="${session.id}"`));
    assert.equal(running.sandbox.ottu.calls("pymt-txn:create"), before);
  });

  it("may not be stored, nor tell where the shopper came from, nor be found by robots", async () => {
    const session = await running.client.createSession(anOrder());
    const { headers } = await running.get(`/pay/${session.id}`);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-robots-tag"), "noindex, nofollow");
  });

  for (const [locale, accepted, language, direction] of [
    ["ar-KW", "en", "ar-KW", "rtl"],
    [undefined, "fr-CA,fr;q=0.9,en;q=0.8", "fr-CA", "ltr"],
    [undefined, "xx", "en", "ltr"],
  ] as const) {
    it(`speaks ${language} for ${locale ?? "a session without a language"} and a browser that accepts ${accepted}`, async () => {
      const session = await running.client.createSession(
        anOrder(locale === undefined ? {} : { locale }),
      );
      const page = await running.get(`/pay/${session.id}`, { "accept-language": accepted });
      assert.ok(
        page.text.includes(`<html lang="${language}" dir="${direction}">`),
        page.text.slice(0, 80),
      );
    });
  }

  it("shows a receipt when it is paid, and no picker", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    await start(running, session, "ottpay:WECHATPAY");
    const { ref } = await atGateway(running, session.id);
    await running.sandbox.ottpay.pay(ref);
    await running.event((event) => event.data.session.id === session.id);
    const page = await running.get(`/pay/${session.id}`);
    assert.match(page.text, /Payment received/);
    const said = page.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    assert.ok(
      said.includes(`Order ${session.orderRef} Paid with WeChat Pay Reference ${ref} Time `),
    );
    assert.match(said, / UTC /);
    assert.ok(page.text.includes(`href="${shopOrigin}/thank-you"`));
    // The widget tells the time by the shopper's own clock, and has no picker there.
    assert.match(page.text, /<otter-checkout\s+result\s/);
  });

  it("says of a session that another has replaced that the order has changed, and no old amount", async () => {
    const order = anOrder();
    const session = await running.client.createSession(order);
    await running.client.createSession({ ...order, amount: "13.000" });
    const page = await running.get(`/pay/${session.id}`);
    assert.match(page.text, /<h1>Your order has changed\.<\/h1>/);
    assert.ok(page.text.includes(`href="${shopOrigin}/thank-you"`));
    assert.doesNotMatch(page.text, /12\.750 KWD<|13\.000|<form|was canceled/);
    const canceled = await running.client.createSession(anOrder({ orderRef: "W-canceled" }));
    await running.client.cancelSession(canceled.id);
    assert.match((await running.get(`/pay/${canceled.id}`)).text, /This payment was canceled/);
  });

  it("is where a shopper returns to when the shop gave no address, and asks what became of it", async () => {
    const session = await running.client.createSession({
      amount: "1.000",
      currency: "KWD",
      orderRef: "P-1",
    });
    await start(running, session, "ottu:knet-main");
    const { redirectUrl } = await atGateway(running, session.id);
    const back = await fetch(redirectUrl, { redirect: "manual" });
    assert.equal(back.headers.get("location"), `${session.url}?session=${session.id}`);
    const page = await running.get(`/pay/${session.id}?session=${session.id}`);
    assert.match(page.text, /<otter-checkout\s+result\s/);
  });

  for (const [accent, text] of [
    ["#a4462a", "#ffffff"],
    ["#ffd166", "#14181b"],
  ] as const) {
    it(`writes in ${text} on the shop's colour ${accent}`, async () => {
      const shop = await runProxy({ sandbox: running.sandbox, env: { SHOP_ACCENT: accent } });
      const { text: css } = await shop.get("/pay.css");
      assert.ok(css.includes(`--accent: ${accent};`) && css.includes(`--on-accent: ${text};`));
      await shop.stop();
    });
  }

  it("says that there is nothing at an unknown address", async () => {
    const page = await running.get("/pay/cs_unknown");
    assert.equal(page.status, 404);
    assert.match(page.text, /no payment at this address/);
  });
});

describe("the pay page's content security policy", () => {
  it("names the proxy's own files by path, and nothing that could run besides", async () => {
    const session = await running.client.createSession(anOrder());
    const { headers } = await running.get(`/pay/${session.id}`);
    const policy = headers.get("content-security-policy") ?? "";
    const { url } = running;
    const { ottpay, ottu } = running.sandbox;
    assert.deepEqual(
      Object.fromEntries(
        policy.split("; ").map((part) => {
          const [name = "", ...values] = part.split(" ");
          return [name, values.join(" ")];
        }),
      ),
      {
        "default-src": "'none'",
        "script-src": `${url}/otter-checkout.js ${url}/otter-checkout/`,
        "style-src": `${url}/pay.css ${url}/otter-checkout.css`,
        "connect-src": `${url}/v1/`,
        "img-src": `${url}/v1/icons/`,
        "frame-src": `${url}/card/`,
        "base-uri": "'none'",
        "form-action": `'self' https: ${new URL(ottpay.url).origin} ${ottu.url}`,
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "lit-html",
      },
    );
  });

  it("suits the page: no inline script, style or handler, and only addresses it allows", async () => {
    const session = await running.client.createSession(anOrder());
    const html = (await running.get(`/pay/${session.id}`)).text;
    assert.doesNotMatch(html, /<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|<iframe|<base/);
    assert.deepEqual(
      [...html.matchAll(/<form[^>]* action="([^"]*)"/g)].map(([, action]) => action),
      [session.url],
    );
    const loaded = [
      ...html.matchAll(/(?:<script[^>]* src|<link[^>]* href|<img[^>]* src)="([^"]+)"/g),
    ];
    assert.ok(loaded.length >= 2);
    for (const [, address = ""] of loaded) {
      assert.ok(address.startsWith(`${running.url}/`), address);
      assert.equal((await fetch(address)).status, 200, address);
    }
  });
});
