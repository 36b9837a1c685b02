/** What browsers and crawlers ask of every host: answered by a server of the proxy's own, never in a shop's app. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { runProxy, type RunningProxy } from "../../support/running-proxy.ts";
import { withMountedProxy } from "../../support/mounted-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({
    env: { SHOP_NAME: "Mugs & more", SHOP_SUPPORT: "help@shop.example", SHOP_ACCENT: "#aa3300" },
  });
});
after(() => running.stop());

describe("the proxy's own host", () => {
  it("says at / whose it is and whom to ask, in the visitor's language", async () => {
    const { status, headers, text } = await running.get("/");
    assert.equal(status, 200);
    assert.match(headers.get("content-type") ?? "", /^text\/html/);
    assert.ok(
      text.includes("<title>There is no payment at this address · Mugs &amp; more</title>"),
    );
    assert.ok(text.includes("help@shop.example"));
    assert.doesNotMatch(text, /<script|<form|requestId/);
    const arabic = await running.get("/?from=a-link", { "accept-language": "ar-KW,en;q=0.5" });
    assert.match(arabic.text, /<html lang="ar-KW" dir="rtl">/);
  });

  it("lets no crawler in, and says so for a day", async () => {
    const { status, headers, text } = await running.get("/robots.txt");
    assert.equal(status, 200);
    assert.match(headers.get("content-type") ?? "", /^text\/plain/);
    assert.equal(headers.get("cache-control"), "public, max-age=86400");
    assert.equal(text, "User-agent: *\nDisallow: /\n");
  });

  it("has an icon in the shop's colour", async () => {
    const answer = await fetch(`${running.url}/favicon.ico`);
    assert.equal(answer.headers.get("content-type"), "image/x-icon");
    const bytes = Buffer.from(await answer.arrayBuffer());
    const [kind, pictures, length, start] = [
      bytes.readUInt16LE(2),
      bytes.readUInt16LE(4),
      bytes.readUInt32LE(14),
      bytes.readUInt32LE(18),
    ];
    assert.deepEqual([kind, pictures, length + start], [1, 1, bytes.length]);
    assert.ok(bytes.includes(Buffer.from([0x00, 0x33, 0xaa, 0x00])));
  });

  it("logs such a visit as a request, not as a failure", async () => {
    const from = running.log.length;
    for (const path of ["/", "/robots.txt", "/favicon.ico"]) await running.get(path);
    const lines = running.log
      .slice(from)
      .map(
        (line) => JSON.parse(line) as { level: string | number; route?: string; status?: number },
      )
      .filter(({ route }) => route !== undefined);
    assert.deepEqual(
      lines.map(({ route, status }) => [route, status]),
      [
        ["/", 200],
        ["/robots.txt", 200],
        ["/favicon.ico", 200],
      ],
    );
  });

  it("takes nothing but GET and HEAD there", async () => {
    const answer = await running.post("/", {});
    assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "GET, HEAD"]);
    const head = await fetch(`${running.url}/`, { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
  });

  it("answers them below the path of PUBLIC_URL, and where a web server strips it", async () => {
    const below = await runProxy({
      sandbox: running.sandbox,
      env: { PUBLIC_URL: "https://shop.example/pay-proxy", TRUST_PROXY: "1" },
    });
    try {
      for (const path of ["", "/", "/robots.txt", "/favicon.ico"]) {
        assert.equal((await below.get(`/pay-proxy${path}`)).status, 200, path);
        assert.equal((await below.get(path || "/")).status, 200, path);
      }
      const page = await below.get("/pay-proxy/");
      assert.ok(page.text.includes('href="https://shop.example/pay-proxy/pay.css"'));
      assert.equal((await below.get("/pay-proxy/index.html")).status, 404);
    } finally {
      await below.stop();
    }
  });
});

describe("a proxy inside a shop's app", () => {
  const asked = ["/", "/robots.txt", "/favicon.ico"];

  it("leaves them to the shop", async () => {
    await withMountedProxy(
      running.sandbox,
      (shop, proxy) => {
        for (const path of asked) {
          shop.get(path, (_request, response) => void response.send("the shop's own"));
        }
        shop.use("/pay-proxy", proxy);
      },
      async ({ ask }) => {
        for (const path of asked) {
          assert.equal(await (await ask(path)).text(), "the shop's own", path);
          assert.equal((await ask(`/pay-proxy${path}`)).status, 404, path);
        }
      },
    );
  });
});
