/**
 * What a page elsewhere can make a shopper's browser do. There are no cookies to ride on, but the pay
 * page's, which has tests of its own; a page that somehow has a session id still cannot use it, because a browser says where a page is from.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  apiKey,
  asShop,
  runProxy,
  shopOrigin,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
let session: SessionRecord;
before(async () => {
  running = await runProxy();
  session = await running.client.createSession(anOrder());
});
after(() => running.stop());

const evil = "https://evil.example";
const start = () => `/v1/checkout/${session.id}/payments`;
const chosen = JSON.stringify({ method: "ottu:knet-main" });

async function ask(path: string, init: RequestInit) {
  const response = await fetch(running.url + path, { redirect: "manual", ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function assertUntouched(): Promise<void> {
  const after = await running.client.getSession(session.id);
  assert.equal(after.status, "open");
  assert.deepEqual(after.payments, []);
  assert.deepEqual(running.sandbox.ottu.orders(), []);
}

describe("a form on a page elsewhere", () => {
  const forms: readonly (readonly [what: string, contentType: string, body: string])[] = [
    ["urlencoded", "application/x-www-form-urlencoded", "method=ottu%3Aknet-main"],
    [
      "multipart",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="method"\r\n\r\nottu:knet-main\r\n--x--',
    ],
    ["plain text that is JSON", "text/plain", chosen],
    ["plain text that is nearly JSON", "text/plain; charset=utf-8", `${chosen}=`],
    ["no type at all", "", chosen],
  ];
  for (const [what, contentType, body] of forms) {
    for (const origin of [evil, "null", shopOrigin, undefined]) {
      it(`starts nothing: ${what}, from ${origin ?? "a client that does not say"}`, async () => {
        const answer = await ask(start(), {
          method: "POST",
          headers: {
            "content-type": contentType,
            ...(origin === undefined ? {} : { origin }),
          },
          body,
        });
        const isForeign = origin === evil || origin === "null";
        assert.equal(answer.status, isForeign ? 403 : 415, answer.text);
        await assertUntouched();
      });
    }
  }

  it("starts nothing with the right type either, when its origin is not allowed", async () => {
    for (const origin of [
      evil,
      "null",
      `${shopOrigin}.evil.example`,
      "https://evil.example#",
      "",
    ]) {
      const answer = await ask(start(), {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: chosen,
      });
      assert.equal(answer.status, 403, `${origin}: ${answer.text}`);
    }
    await assertUntouched();
  });

  it("does not become another verb or type by a header, a query or a field", async () => {
    for (const name of [
      "x-http-method-override",
      "x-http-method",
      "x-method-override",
      "_method",
    ]) {
      const deleted = await ask("/v1/methods?currency=KWD", {
        method: "POST",
        headers: { [name]: "DELETE", ...asShop },
      });
      assert.equal(deleted.status, 405);
      const posted = await ask(start(), { headers: { [name]: "POST" } });
      assert.equal(posted.status, 405);
    }
    assert.equal((await ask(`${start()}?_method=POST`, {})).status, 405);
    assert.equal((await ask(`/v1/sessions/${session.id}?_method=DELETE`, {})).status, 401);
    await assertUntouched();
  });
});

describe("a picture, a link or a frame on a page elsewhere", () => {
  it("changes nothing: GET and HEAD never do", async () => {
    for (const path of [
      start(),
      `/v1/checkout/${session.id}`,
      `/pay/${session.id}`,
      `/v1/sessions/${session.id}/cancel`,
      `/v1/sessions/${session.id}/resolve`,
    ]) {
      for (const method of ["GET", "HEAD"]) await ask(path, { method });
    }
    await assertUntouched();
  });

  it("cannot read an answer, nor embed one", async () => {
    const answer = await ask(`/v1/checkout/${session.id}`, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    });
    assert.equal(answer.headers.get("access-control-allow-origin"), null);
    assert.equal(answer.headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(answer.headers.get("x-frame-options"), "DENY");
  });
});

describe("credentials", () => {
  it("are never taken from cookies, queries, bodies or basic authentication", async () => {
    for (const [path, headers] of [
      ["/v1/sessions", { cookie: `authorization=Bearer ${apiKey}; api_key=${apiKey}` }],
      [`/v1/sessions?api_key=${apiKey}`, {}],
      [`/v1/sessions?access_token=${apiKey}&authorization=Bearer%20${apiKey}`, {}],
      ["/v1/sessions", { "x-api-key": apiKey, "proxy-authorization": `Bearer ${apiKey}` }],
      ["/v1/sessions", { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}` }],
      ["/v1/sessions", { authorization: `Token ${apiKey}` }],
    ] as const) {
      assert.equal((await ask(path, { headers })).status, 401, path);
    }
  });

  it("are never invited: no answer sets a cookie or allows them across origins", async () => {
    for (const init of [
      {},
      { headers: { origin: shopOrigin } },
      { method: "OPTIONS", headers: { origin: evil } },
    ]) {
      const { headers } = await ask(`/v1/checkout/${session.id}`, init);
      assert.equal(headers.get("set-cookie"), null);
      assert.equal(headers.get("access-control-allow-credentials"), null);
    }
  });

  it("of the shop do not open its routes to a page elsewhere that got hold of them", async () => {
    const answer = await ask("/v1/sessions", { headers: { ...asShop, origin: evil } });
    assert.equal(answer.status, 403);
    assert.ok(!answer.text.includes(session.id));
  });
});

describe("an API key", () => {
  for (const [why, given] of [
    ["in other letters", apiKey.toUpperCase()],
    [
      "in full-width letters",
      [...apiKey].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join(""),
    ],
    ["with a letter that looks the same", apiKey.replace("a", "\u0430")],
    ["decomposed", `${apiKey}\u0301`],
    ["with a space after it", `${apiKey} x`],
    ["with another behind a comma", `${apiKey},${apiKey}`],
    ["cut by one", apiKey.slice(0, -1)],
    ["longer by one", `${apiKey}0`],
    ["empty", ""],
    ["a list's separator", ","],
    ["very long", "a".repeat(4_000)],
  ] as const) {
    it(`is refused ${why}`, async () => {
      // Headers carry bytes: what is beyond ASCII goes as UTF-8.
      const bytes = Buffer.from(`Bearer ${given}`, "utf8").toString("latin1");
      const answer = await ask("/v1/sessions", { headers: { authorization: bytes } });
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get("www-authenticate"), "Bearer");
    });
  }

  it("is taken whatever the letters of the scheme", async () => {
    for (const scheme of ["Bearer", "bearer", "BEARER"]) {
      const answer = await ask("/v1/sessions", {
        headers: { authorization: `${scheme} ${apiKey}` },
      });
      assert.equal(answer.status, 200);
    }
  });
});
