/**
 * Who may send the pay page's form. It comes with `Origin: null`, which anybody's page can make a browser
 * say: what counts is a token, for one session and for what this browser's cookie holds.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { createFormTokens } from "../../../server/http/pay-page/form-token.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { ofOwnPage, openForm, press, type PayForm } from "../../support/pay-form.ts";
import {
  anOrder,
  apiKey,
  runProxy,
  shopOrigin,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { limit, refusals, withLimit } from "../../support/limited-proxy.ts";

let running: RunningProxy;
let session: SessionRecord;
let form: PayForm;
before(async () => {
  running = await runProxy();
  session = await running.client.createSession(anOrder({ locale: "fr" }));
  form = await openForm(running, session);
});
after(() => running.stop());

const knet = { method: "ottu:knet-main" };

/** A page with words and a way on, which repeats nothing. */
async function assertRefused(answer: Answer, status: number, what: string): Promise<void> {
  assert.equal(answer.status, status, `${what}: ${answer.text}`);
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8", what);
  assert.match(answer.headers.get("content-security-policy") ?? "", /default-src 'none'/);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.match(answer.text, /<h1>[^<]{10,}<\/h1>/);
  assert.ok(answer.text.includes(`href="${session.url}"`), "a way on");
  assert.ok(!answer.text.includes("evil"));
  assert.deepEqual((await running.client.getSession(session.id)).payments, [], what);
}

describe("the pay page's form", () => {
  for (const [what, headers] of [
    ["a page elsewhere", { origin: "https://evil.example" }],
    ["a page elsewhere that hides its origin", { origin: "null", "sec-fetch-site": "cross-site" }],
    ["a page of a neighbour", { origin: "null", "sec-fetch-site": "same-site" }],
    ["the shop's own page", { origin: shopOrigin, "sec-fetch-site": "cross-site" }],
    ["the shop's own page in an old browser", { origin: shopOrigin }],
    ["nowhere that can be read", { origin: "", "sec-fetch-site": "same-origin" }],
    ["nowhere that is known", { ...ofOwnPage, "sec-fetch-site": "evil" }],
  ] as const) {
    it(`is refused from ${what}, with a token that is right`, async () => {
      await assertRefused(await press(running, form, knet, { ...headers }), 403, what);
    });
  }

  it("is refused without the token of this session and browser, in the session's language", async () => {
    const other = await openForm(running, await running.client.createSession(anOrder()), {
      cookie: form.cookie,
    });
    const stranger = await openForm(running, session);
    const token = form.fields["token"] ?? "";
    assert.equal(other.cookie, form.cookie);
    assert.notEqual(stranger.cookie, form.cookie);
    for (const [what, fields, cookie] of [
      ["none", { token: "" }, form.cookie],
      ["another session's", { token: other.fields["token"] ?? "" }, form.cookie],
      ["another browser's", { token: stranger.fields["token"] ?? "" }, form.cookie],
      ["one changed by a letter", { token: token.slice(0, -2) + "AA" }, form.cookie],
      ["one of another time", { token: `0${token}` }, form.cookie],
      ["one that is none", { token: "x.y" }, form.cookie],
      ["no cookie", { token }, ""],
      ["an empty cookie", { token }, "otter-pay="],
      ["a cookie that is none of ours", { token }, "otter-pay=evil"],
    ] as const) {
      const answer = await press(running, form, { ...knet, ...fields }, { ...ofOwnPage, cookie });
      await assertRefused(answer, 403, what);
      assert.match(answer.text, /autorisez les cookies/);
    }
  });

  it("is a small form with our fields, each once, and nothing else", async () => {
    const path = new URL(form.action).pathname;
    const sent = new URLSearchParams({ ...form.fields, ...knet }).toString();
    const type = "application/x-www-form-urlencoded";
    for (const [what, body, contentType, status] of [
      ["another field", `${sent}&amount=1`, type, 400],
      ["a field twice", `${sent}&method=ottu:deema-3`, type, 400],
      ["fields within fields", `${sent}&method[x]=1`, type, 400],
      ["too many fields", `${sent}${"&a=1".repeat(30)}`, type, 400],
      ["a prototype", `${sent}&__proto__=1&constructor=1`, type, 400],
      ["a method that is none", sent.replace(/method=[^&]*/, "method=%00"), type, 400],
      ["too much", `${sent}&x=${"x".repeat(5_000)}`, type, 413],
      ["JSON", JSON.stringify({ ...form.fields, ...knet }), "application/json", 415],
      ["plain text", sent, "text/plain", 415],
      ["another alphabet", sent, `${type}; charset=utf-16`, 415],
      ["no type", sent, "", 415],
    ] as const) {
      const headers = { ...ofOwnPage, "content-type": contentType, cookie: form.cookie };
      await assertRefused(await running.post(path, body, headers), status, what);
    }
  });

  it("is taken from browsers that say less: an old one, one that names our origin", async () => {
    for (const headers of [
      { origin: "null" },
      {},
      { origin: running.url, "sec-fetch-site": "same-origin" },
      { origin: "null", "sec-fetch-site": "none" },
    ]) {
      const own = await running.client.createSession(anOrder());
      const opened = await openForm(running, own);
      assert.equal((await press(running, opened, knet, { ...headers })).status, 303);
    }
  });

  it("stays good while another page is opened, and when the shop's keys are rotated", async () => {
    const rotated = await runProxy({ sandbox: running.sandbox });
    try {
      const own = await rotated.client.createSession(anOrder());
      const opened = await openForm(rotated, own);
      await rotated.get(`/pay/${own.id}`, { cookie: opened.cookie });
      await rotated.restart({ MERCHANT_API_KEYS: `another-api-key-0123456789,${apiKey}` });
      assert.equal((await press(rotated, opened, knet)).status, 303);
    } finally {
      await rotated.stop();
    }
  });

  it("tells a robot's preview and HEAD the same, and starts nothing", async () => {
    const own = await running.client.createSession(anOrder());
    await fetch(own.url, { method: "HEAD" });
    await openForm(running, own, { "user-agent": "WhatsApp/2.0" });
    assert.deepEqual((await running.client.getSession(own.id)).payments, []);
  });

  it("counts for the session and for the client, and says in words that it was too often", async () => {
    await withLimit(running.sandbox, async (limited) => {
      const own = await limited.client.createSession(anOrder());
      const opened = await openForm(limited, own);
      const tooOften = (at: number) => press(limited, opened, { ...knet, x: String(at) });
      assert.ok((await refusals(limit + 5, tooOften)) >= 5);
      const answer = await press(limited, opened, knet);
      assert.equal(answer.status, 429);
      assert.match(answer.text, /<h1>Too many tries/);
      assert.ok(Number(answer.headers.get("retry-after")) >= 1);
      const other = await limited.client.createSession(anOrder());
      const elsewhere = await openForm(limited, other);
      assert.equal((await press(limited, elsewhere, knet)).status, 429, "the client's limit");
    });
  });
});

describe("the cookie of the pay page", () => {
  it("is for this site alone, for two hours, and only where there is a form", async () => {
    const [, ...attributes] = (form.page.headers.get("set-cookie") ?? "").split("; ");
    assert.deepEqual(attributes, ["Path=/", "Max-Age=7200", "HttpOnly", "SameSite=Lax"]);
    assert.match(form.cookie, /^otter-pay=[\w-]{32}$/);
    const canceled = await running.client.createSession(anOrder());
    await running.client.cancelSession(canceled.id);
    for (const path of [`/pay/${canceled.id}`, "/pay/unknown", "/pay.css"]) {
      assert.equal((await running.get(path)).headers.get("set-cookie"), null, path);
    }
  });

  it("belongs to this host and to https, where the proxy is on https", async () => {
    const secure = await runProxy({
      sandbox: running.sandbox,
      env: { PUBLIC_URL: "https://pay.shop.example" },
    });
    try {
      const own = await secure.client.createSession(anOrder());
      const { headers } = await secure.get(`/pay/${own.id}`);
      const cookie = headers.get("set-cookie") ?? "";
      assert.match(cookie, /^__Host-otter-pay=[\w-]{32}; Path=\/; /);
      assert.match(cookie, /; Secure$/);
    } finally {
      await secure.stop();
    }
  });
});

describe("a form's token", () => {
  const browser = "b".repeat(32);
  const id = `cs_${"s".repeat(32)}`;

  it("is good for two hours, also where another instance's clock is a little behind", async () => {
    const clock = new ManualClock(1_800_000_000_000);
    const tokens = createFormTokens([apiKey], clock);
    const token = await tokens.issue(browser, id);
    for (const [minutes, good] of [
      [0, true],
      [119, true],
      [121, false],
      [-9, true],
      [-11, false],
    ] as const) {
      const then = { now: () => 1_800_000_000_000 + minutes * 60_000 };
      const other = createFormTokens([apiKey], then);
      assert.equal(await other.isGenuine(token, browser, id), good, String(minutes));
    }
  });

  it("is nobody's who has other secrets", async () => {
    const clock = { now: () => 1_800_000_000_000 };
    const token = await createFormTokens(["first-api-key-0123456789", apiKey], clock).issue(
      browser,
      id,
    );
    assert.equal(await createFormTokens([apiKey], clock).isGenuine(token, browser, id), false);
    const rotated = createFormTokens([apiKey, "first-api-key-0123456789"], clock);
    assert.equal(await rotated.isGenuine(token, browser, id), true);
  });
});
