/** Bodies that no browser sends: a coded 4xx, never a 5xx, never a change. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { anOrder, asShop, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

type Body = NonNullable<RequestInit["body"]>;

describe("bodies that are not what their headers say", () => {
  const order = () => JSON.stringify(anOrder());
  const json = "application/json";
  const send = async (body: Body, headers: Record<string, string>) => {
    const response = await fetch(`${running.url}/v1/sessions`, {
      method: "POST",
      headers: { ...asShop, ...headers },
      body,
    });
    return {
      status: response.status,
      json: (await response.json()) as { error: { code: string } },
    };
  };

  const cases: readonly (readonly [
    why: string,
    body: () => Body,
    headers: Record<string, string>,
    status: number,
  ])[] = [
    ["gzip that is none", order, { "content-type": json, "content-encoding": "gzip" }, 400],
    [
      "gzip cut off",
      () => gzipSync(order()).subarray(0, 20),
      { "content-type": json, "content-encoding": "gzip" },
      400,
    ],
    ["deflate that is none", order, { "content-type": json, "content-encoding": "deflate" }, 400],
    ["brotli that is none", order, { "content-type": json, "content-encoding": "br" }, 400],
    [
      "brotli of deflate",
      () => brotliCompressSync(deflateSync(order())),
      { "content-type": json, "content-encoding": "br" },
      400,
    ],
    [
      "twice compressed",
      () => gzipSync(gzipSync(order())),
      { "content-type": json, "content-encoding": "gzip, gzip" },
      415,
    ],
    [
      "an encoding nobody knows",
      order,
      { "content-type": json, "content-encoding": "zstd-ish" },
      415,
    ],
    [
      "64 MB in 64 KB of gzip",
      () => gzipSync(Buffer.alloc(64 * 1024 * 1024, " ")),
      { "content-type": json, "content-encoding": "gzip" },
      413,
    ],
    ["UTF-7", order, { "content-type": `${json}; charset=utf-7` }, 415],
    ["UTF-16", order, { "content-type": `${json}; charset=utf-16` }, 415],
    ["Latin-1", order, { "content-type": `${json}; charset=iso-8859-1` }, 415],
    ["two character sets", order, { "content-type": `${json}; charset=utf-8; charset=utf-7` }, 415],
    ["a character set and more", order, { "content-type": `${json}; x=y; charset=utf-7` }, 415],
    ["JSON of another kind", order, { "content-type": "application/json-patch+json" }, 415],
    ["a type that begins like JSON", order, { "content-type": "application/jsonp" }, 415],
    ["a list of types", order, { "content-type": `text/plain, ${json}` }, 415],
    ["JSON as a parameter", order, { "content-type": `text/plain; a=${json}` }, 415],
    [
      "bytes that are no UTF-8",
      () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
      { "content-type": json },
      400,
    ],
    ["an abyss of lists", () => "[".repeat(30_000), { "content-type": json }, 400],
    [
      "an abyss of closed lists",
      () => "[".repeat(30_000) + "]".repeat(30_000),
      { "content-type": json },
      400,
    ],
    [
      "an abyss of objects",
      () => '{"a":'.repeat(9_000) + "1" + "}".repeat(9_000),
      { "content-type": json },
      400,
    ],
    [
      "a number as long as the body",
      () => `{"amount":${"9".repeat(60_000)}}`,
      { "content-type": json },
      400,
    ],
    [
      "the same key twice",
      () => order().replace("{", '{"amount":"0.001","amount":1,'),
      { "content-type": json },
      201,
    ],
    ["a null", () => "null", { "content-type": json }, 400],
    ["a text", () => '"amount"', { "content-type": json }, 400],
    ["nothing", () => "", { "content-type": json }, 400],
  ];
  for (const [why, body, headers, status] of cases) {
    it(`are answered ${status}: ${why}`, async () => {
      const answer = await send(body(), headers);
      assert.equal(answer.status, status, JSON.stringify(answer.json));
    });
  }

  it("are read when they are compressed and whole", async () => {
    const gzip = await send(gzipSync(order()), {
      "content-type": json,
      "content-encoding": "gzip",
    });
    assert.equal(gzip.status, 201);
    const quoted = await send(order(), { "content-type": `Application/JSON; charset="UTF-8"` });
    assert.equal(quoted.status, 201);
  });
});

describe("notifications that are not what their headers say", () => {
  it("are refused as unverified or as too long, never with a 5xx", async () => {
    const session = await running.client.createSession(anOrder());
    await running.post(`/v1/checkout/${session.id}/payments`, { method: "ottu:knet-main" });
    const address = running.sandbox.ottu.orders().at(-1)?.webhookUrl ?? "";
    for (const [body, headers, status] of [
      ["x", { "content-encoding": "gzip" }, 400],
      ["x", { "content-encoding": "nonsense" }, 415],
      ["x".repeat(70_000), {}, 413],
      [gzipSync(Buffer.alloc(10_000_000, " ")), { "content-encoding": "gzip" }, 413],
      ["", {}, 401],
      ["[".repeat(60_000), { "content-type": "application/json" }, 401],
      ['{"a":'.repeat(12_000), { "content-type": "application/json" }, 401],
      ['{"signature":'.repeat(100) + "1" + "}".repeat(100), { "content-type": "text/html" }, 401],
      ["&".repeat(60_000), { "content-type": "application/x-www-form-urlencoded" }, 401],
      ["%".repeat(60_000), { "content-type": "application/x-www-form-urlencoded" }, 401],
      ["__proto__=1&signature=" + "0".repeat(64), {}, 401],
      [
        Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
        { "content-type": "application/json; charset=utf-16" },
        401,
      ],
    ] as const) {
      const response = await fetch(address, { method: "POST", headers, body });
      assert.equal(
        response.status,
        status,
        `${String(body).slice(0, 20)} ${JSON.stringify(headers)}`,
      );
    }
  });
});
