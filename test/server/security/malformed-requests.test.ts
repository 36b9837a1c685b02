/** Requests that no browser sends: a coded 4xx or a closed connection, never a 5xx, never a change. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { serve, type RunningProxy as Serving } from "../../../server/serve.ts";
import { parseConfig } from "../../../server/config.ts";
import { packedScripts } from "../../../server/compose/packed-scripts.ts";
import { createWorld } from "../../../server/compose/world.ts";
import { anOrder, asShop, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

let running: RunningProxy;
let serving: Serving;
before(async () => {
  running = await runProxy();
  // What listens in production, with its limits: the test's own server in front is Node's default.
  serving = await serve(
    parseConfig({ ...running.env, HOST: "127.0.0.1", PORT: "0" }),
    createWorld({ logLevel: "silent", secrets: [] }),
    packedScripts(),
  );
});
after(async () => {
  await serving.stop();
  await running.stop();
});

/** Writes bytes, and resolves to all that comes back until the other side closes. */
function write(text: string, port = serving.port): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (part) => (answer += part.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer));
    socket.write(Buffer.from(text, "latin1"));
  });
}

const close = "Connection: close\r\n";
const host = "Host: pay.shop.example\r\n";

describe("bytes that are hardly HTTP", () => {
  const cases: readonly (readonly [why: string, bytes: string, status: number])[] = [
    ["nothing sensible", "\0\0\0\0\r\n\r\n", 400],
    ["no host", `GET /healthz HTTP/1.1\r\n${close}\r\n`, 400],
    ["bare line feeds", `GET /healthz HTTP/1.1\n${host}\n`, 400],
    ["a folded header", `GET /healthz HTTP/1.1\r\n${host}X-A: b\r\n c\r\n${close}\r\n`, 400],
    ["a null in a header", `GET /healthz HTTP/1.1\r\n${host}X-A: a\0b\r\n\r\n`, 400],
    ["a header without a name", `GET /healthz HTTP/1.1\r\n${host}: x\r\n\r\n`, 400],
    [
      "a space before the colon",
      `GET /healthz HTTP/1.1\r\n${host}Content-Length : 3\r\n\r\nabc`,
      400,
    ],
    [
      "a length and chunks",
      `POST /v1/sessions HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n${host}\r\n`,
      400,
    ],
    [
      "two lengths",
      `POST /v1/sessions HTTP/1.1\r\n${host}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
      400,
    ],
    [
      "a length that is none",
      `POST /v1/sessions HTTP/1.1\r\n${host}Content-Length: 4, 5\r\n\r\nabcd`,
      400,
    ],
    ["a negative length", `POST /v1/sessions HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, 400],
    [
      "an unknown transfer encoding",
      `POST /v1/sessions HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n`,
      401,
    ],
    [
      "chunks that are not the last encoding",
      `POST /v1/sessions HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      "a chunk's length that is none",
      `POST /v1/sessions HTTP/1.1\r\n${host}Content-Type: application/json\r\nAuthorization: ${asShop.authorization}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
    [
      "headers without end",
      `GET /healthz HTTP/1.1\r\n${host}X-A: ${"a".repeat(20_000)}\r\n\r\n`,
      431,
    ],
    [
      "an expectation nobody meets",
      `POST /v1/sessions HTTP/1.1\r\n${host}Expect: nonsense\r\n${close}\r\n`,
      417,
    ],
    ["a verb of its own", `STEAL /v1/sessions HTTP/1.1\r\n${host}${close}\r\n`, 400],
    ["a version of its own", `GET /healthz HTTP/9.9\r\n${host}${close}\r\n`, 400],
    [
      "an upgrade",
      `GET /nothing HTTP/1.1\r\n${host}Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`,
      404,
    ],
    ["everything", `OPTIONS * HTTP/1.1\r\n${host}${close}\r\n`, 404],
    ["a path that climbs", `GET /v1/../metrics HTTP/1.1\r\n${host}${close}\r\n`, 404],
    [
      "a path that climbs in disguise",
      `GET /v1/%2e%2e/metrics HTTP/1.1\r\n${host}${close}\r\n`,
      404,
    ],
    ["two slashes", `GET //metrics HTTP/1.1\r\n${host}${close}\r\n`, 404],
    ["a backslash", `GET /v1\\methods?currency=KWD HTTP/1.1\r\n${host}${close}\r\n`, 404],
    ["a path in capitals", `GET /METRICS HTTP/1.1\r\n${host}${close}\r\n`, 404],
    ["a half escape", `GET /pay/%E0%A4%A HTTP/1.1\r\n${host}${close}\r\n`, 400],
    [
      "an address that is whole",
      `GET http://evil.example/nothing HTTP/1.1\r\nHost: evil.example\r\n${close}\r\n`,
      404,
    ],
    ["a very long address", `GET /${"a".repeat(12_000)} HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ];
  for (const [why, bytes, status] of cases) {
    it(`are answered ${status}: ${why}`, async () => {
      const answer = await write(bytes);
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), answer.slice(0, 200));
      assert.equal(
        answer.match(/^HTTP\/1\.1 /gm)?.length,
        1,
        "one answer, not one more for what was smuggled",
      );
      assert.doesNotMatch(answer, /evil\.example|otter_request_seconds|    at /);
    });
  }

  it("are not answered at all: a tunnel to somewhere else", async () => {
    assert.equal(
      await write(`CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n`),
      "",
    );
  });

  it("send nothing of a request back: TRACE", async () => {
    const answer = await write(
      `TRACE /healthz HTTP/1.1\r\n${host}X-Secret: tell-me\r\n${close}\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 405 /);
    assert.ok(!answer.includes("tell-me"));
  });

  it("are refused when their body never ends: what is too long is refused before it is all there", async () => {
    const long = await write(
      `POST /v1/sessions HTTP/1.1\r\n${host}Authorization: ${asShop.authorization}\r\n${close}` +
        `Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n${" ".repeat(1_000)}`,
    );
    assert.match(long, /^HTTP\/1\.1 413 /);
  });
});

describe("other verbs", () => {
  it("are answered 405 on every route that does not have them, and change nothing", async () => {
    const session = await running.client.createSession(anOrder());
    const paths = [
      "/v1/sessions",
      `/v1/sessions/${session.id}`,
      `/v1/sessions/${session.id}/cancel`,
      `/v1/checkout/${session.id}`,
      `/v1/checkout/${session.id}/payments`,
      "/v1/methods?currency=KWD",
      "/v1/events",
      "/v1/return/x",
      "/v1/notifications/ottu/x",
      "/v1/icons/x",
      `/pay/${session.id}`,
      "/pay.css",
      "/otter-checkout.js",
      "/openapi.json",
      "/healthz",
      "/readyz",
      "/metrics",
    ];
    for (const path of paths) {
      for (const method of ["PUT", "PATCH", "PROPFIND", "MKCOL", "LINK", "PURGE"]) {
        const response = await fetch(running.url + path, { method, headers: asShop });
        assert.equal(response.status, 405, `${method} ${path}`);
        const { error } = (await response.json()) as { error: { code: string } };
        assert.equal(error.code, "method_not_allowed");
      }
    }
    const removed = await fetch(`${running.url}/v1/sessions/${session.id}`, {
      method: "DELETE",
      headers: asShop,
    });
    assert.equal(removed.status, 405);
    assert.equal((await running.client.getSession(session.id)).status, "open");
  });
});
