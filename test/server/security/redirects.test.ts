/**
 * Where a shopper may be sent: to the shop's own origins by its return address, and to https by a
 * gateway's link. What its own addresses look like when they are sent is in return-addresses.test.ts.
 */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, describe, it } from "node:test";
import type { SessionRecord, StartedPayment } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  listen,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { MERCHANT_RETURN_ORIGINS: "https://*.thanks.example" } });
});
afterEach(() => running.sandbox.reset());
after(() => running.stop());

describe("returnUrl and failureUrl", () => {
  const refused: readonly (readonly [why: string, address: string])[] = [
    ["script", "javascript:alert(document.domain)"],
    ["script in odd letters", "JaVaScRiPt:alert(1)"],
    ["script after a line break", "java\nscript:alert(1)"],
    ["script that mentions the shop", "javascript://shop.example/%0aalert(1)"],
    ["data", "data:text/html,<script>alert(1)</script>"],
    ["a blob of the shop's origin", "blob:https://shop.example/1234"],
    ["a file", "file:///etc/passwd"],
    ["an app", "intent://shop.example#Intent;scheme=https;end"],
    ["no scheme", "//evil.example/"],
    ["no host", "/thank-you"],
    ["another origin", "https://evil.example/"],
    ["another origin without slashes", "https:evil.example"],
    ["another origin with too many slashes", "https:////evil.example"],
    ["another origin by backslashes", "https:\\\\evil.example\\"],
    ["a backslash before the user part", "https://shop.example\\@evil.example/"],
    ["a backslash after the host", "https://shop.example\\.evil.example/"],
    ["the shop as a user", "https://shop.example@evil.example/"],
    ["the shop as a user and password", "https://shop.example:443@evil.example/"],
    ["the shop with a user", "https://user:secret@shop.example/"],
    ["the shop as a subdomain", "https://shop.example.evil.example/"],
    ["the shop as a suffix", "https://evilshop.example/"],
    ["an escaped dot", "https://shop%2eexample.evil.example/"],
    ["an escaped slash in the host", "https://evil.example%2f.shop.example/"],
    ["a full stop that means the root", "https://shop.example./"],
    ["a letter that looks the same", "https://ѕhop.example/"],
    ["another port", "https://shop.example:8443/"],
    ["plain http", "http://shop.example/"],
    ["a tab in the host", "https://shop.example\t.evil.example/"],
    ["a line break and a header", "https://shop.example/\r\nSet-Cookie: session=evil"],
    ["a null", "https://shop.example/\u0000"],
    ["a delete", "https://shop.example/\u007f"],
    ["a sibling under a wildcard of two labels", "https://a.b.thanks.example/"],
    ["the parent of a wildcard", "https://thanks.example/"],
  ];
  for (const [why, address] of refused) {
    for (const field of ["returnUrl", "failureUrl"] as const) {
      it(`is refused as ${field}: ${why}`, async () => {
        const answer = await running.post("/v1/sessions", anOrder({ [field]: address }), asShop);
        assert.equal(answer.status, 400, answer.text);
        assert.match(answer.json.error.code, /^(invalid_request|return_url_not_allowed)$/);
        assert.equal(answer.json.error.field, field);
      });
    }
  }
});

describe("GET /v1/return/:returnToken", () => {
  it("takes no address from the query, a header or the path", async () => {
    const session = await running.client.createSession(anOrder());
    await start(running, session, "ottu:knet-main");
    const { redirectUrl } = await atGateway(running, session.id);
    const evil = encodeURIComponent("https://evil.example/");
    for (const [query, headers] of [
      [`?returnUrl=${evil}&redirect=${evil}&next=${evil}&url=${evil}&session=${evil}`, {}],
      ["", { referer: "https://evil.example/", origin: "https://evil.example" }],
      ["", { "x-forwarded-host": "evil.example", "x-original-url": "https://evil.example/" }],
      ["", { "x-forwarded-proto": "javascript", forwarded: "host=evil.example" }],
    ] as const) {
      const response = await fetch(redirectUrl + query, { redirect: "manual", headers });
      assert.equal(
        response.headers.get("location"),
        `${shopOrigin}/thank-you?session=${session.id}`,
      );
    }
  });
});

/** What a gateway that was taken over, or misconfigured, might answer. */
const evilLinks: readonly (readonly [why: string, link: string])[] = [
  ["script", "javascript:alert(document.cookie)"],
  ["script behind white space", " \tjavascript:alert(1)"],
  ["script behind a line break", "java\nscript:alert(1)"],
  ["data", "data:text/html,<script>alert(1)</script>"],
  ["no scheme", "//evil.example/"],
  ["a path", "/pay"],
  ["plain http elsewhere", "http://evil.example/pay"],
  ["a user in it", "https://ottu.net@evil.example/pay"],
  ["a user and a password in it", "https://user:pass@pay.example/"],
  ["a file", "file:///etc/passwd"],
  ["an app", "intent://pay#Intent;scheme=weixin;end"],
  ["more than any link has", `https://pay.example/${"x".repeat(3000)}`],
  ["nothing", ""],
];

async function assertNotStarted(method: string, session: SessionRecord): Promise<void> {
  const answer = await start(running, session, method);
  assert.ok(answer.status === 502 || answer.status === 504, answer.text);
  assert.ok(!/evil|javascript|passwd|intent/.test(answer.text), answer.text);
  const view = await running.get(`/v1/checkout/${session.id}`);
  assert.ok(!/evil|javascript|passwd|intent/.test(view.text), view.text);
  const { payments } = await running.client.getSession(session.id);
  assert.ok(payments.every(({ status }) => status !== "pending"));
}

describe("a payment link of OTT Pay", () => {
  for (const [why, link] of evilLinks) {
    it(`is handed to nobody: ${why}`, async () => {
      const { ottpay } = running.sandbox;
      const body = { rsp_code: "SUCCESS", rsp_msg: "ok", ...ottpay.seal({ payinfo: link }) };
      running.sandbox.behave("ottpay", "PREPAY_INIT", { do: "status", status: 200, body });
      const session = await running.client.createSession(anOrder(inCanada));
      await assertNotStarted("ottpay:ALIPAY", session);
    });
  }

  it("is handed on with the wallet chosen and the rest of it as it was", async () => {
    const link = "https://cashier.example/pay?sign=a%2Bb%2F%3D&selected=NONE&x=1#part";
    const body = {
      rsp_code: "SUCCESS",
      rsp_msg: "ok",
      ...running.sandbox.ottpay.seal({ payinfo: link }),
    };
    running.sandbox.behave("ottpay", "PREPAY_INIT", { do: "status", status: 200, body }, 1);
    const session = await running.client.createSession(anOrder(inCanada));
    const { redirectUrl } = (await start(running, session, "ottpay:ALIPAY")).json as StartedPayment;
    assert.equal(
      redirectUrl,
      "https://cashier.example/pay?sign=a%2Bb%2F%3D&x=1&selected=ALIPAY#part",
    );
  });
});

describe("a payment link of Ottu", () => {
  const order = (change: object) => ({
    session_id: "a".repeat(40),
    state: "created",
    amount: "12.750",
    currency_code: "KWD",
    checkout_url: "https://pay.example/checkout",
    ...change,
  });
  const answer = (change: object, times?: number) =>
    running.sandbox.behave(
      "ottu",
      "pymt-txn:create",
      { do: "status", status: 201, body: order(change) },
      times,
    );

  for (const [why, link] of evilLinks) {
    it(`is handed to nobody: ${why}`, async () => {
      answer({ checkout_url: link });
      const session = await running.client.createSession(anOrder());
      await assertNotStarted("ottu:knet-main", session);
    });

    it(`of the method gives way to that of the order: ${why}`, async () => {
      answer(
        {
          payment_methods: [
            { code: "knet-main", amount: "12.750", currency_code: "KWD", redirect_url: link },
          ],
        },
        1,
      );
      const session = await running.client.createSession(anOrder());
      const started = await start(running, session, "ottu:knet-main");
      assert.equal(started.status, 201, started.text);
      assert.equal((started.json as StartedPayment).redirectUrl, "https://pay.example/checkout");
    });
  }
});

describe("addresses a shop gives", () => {
  it("are never fetched", async (test) => {
    const reached: string[] = [];
    const elsewhere = createServer((request, response) => {
      reached.push(request.url ?? "");
      response.end();
    });
    const address = await listen(elsewhere);
    test.after(() => elsewhere.close());
    const own = await runProxy({
      sandbox: running.sandbox,
      env: { MERCHANT_RETURN_ORIGINS: address },
    });
    test.after(() => own.stop());
    const session = await own.client.createSession(
      anOrder({
        returnUrl: `${address}/return`,
        failureUrl: `${address}/failure`,
        metadata: { image: `${address}/image.png` },
        description: `${address}/description`,
      }),
    );
    await own.get(`/pay/${session.id}`);
    await own.get(`/v1/checkout/${session.id}`);
    await own.post(`/v1/checkout/${session.id}/payments`, { method: "ottu:knet-main" });
    const link = running.sandbox.ottu.orders().at(-1)?.redirectUrl ?? "";
    const back = await fetch(link, { redirect: "manual" });
    assert.ok(back.headers.get("location")?.startsWith(`${address}/return`));
    assert.deepEqual(reached, []);
  });
});
