/**
 * Logos are addresses a gateway wrote: the proxy fetches them from that gateway's own origin only,
 * follows nothing, takes little, and serves what it took so that it cannot run.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { after, afterEach, before, describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { Method } from "../../../contract/contract.ts";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { listen, runProxy, type RunningProxy } from "../../support/running-proxy.ts";

/** Where the simulator says a whole address, the test's gateway says what the test wants. */
const placeholder = "/placeholder.svg";
let logo = "";

const png = Buffer.from("89504e470d0a1a0a", "hex");

/** A host the proxy must not talk to, and a gateway whose logos the test writes. */
let elsewhere: Server;
let elsewhereUrl: string;
let reached: string[] = [];
let logos: RequestListener;
let sandbox: Sandbox;
let running: RunningProxy;
let proxied: Server;
let gatewayUrl: string;

before(async () => {
  elsewhere = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.writeHead(200, { "content-type": "image/png" }).end(png);
  });
  elsewhereUrl = await listen(elsewhere);
  sandbox = await startSandbox();
  // The installation as the proxy sees it: its API is the sandbox's, its logos are the test's.
  proxied = createServer((request, response) => {
    if (request.url?.startsWith("/logo") === true) return logos(request, response);
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      void fetch(sandbox.ottu.url + (request.url ?? ""), {
        method: request.method ?? "GET",
        headers: {
          authorization: request.headers.authorization ?? "",
          "content-type": "application/json",
        },
        ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
      }).then(async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end((await answer.text()).replace(`${sandbox.ottu.url}${placeholder}`, logo));
      });
    });
  });
  gatewayUrl = await listen(proxied);
  running = await runProxy({
    sandbox,
    env: { OTTU_URL: gatewayUrl, METHODS_MISSES_PER_MINUTE: "1000" },
  });
});
afterEach(() => {
  reached = [];
});
after(async () => {
  await running.stop();
  await sandbox.close();
  for (const server of [elsewhere, proxied]) {
    server.closeAllConnections();
    server.close();
  }
});

let lists = 0;
/** What the list shows for a method with that logo. */
async function iconFor(address: string): Promise<string | null> {
  const [method] = sandbox.ottu.methods("KWD");
  assert.ok(method);
  lists += 1;
  logo = JSON.stringify(address).slice(1, -1);
  sandbox.ottu.setMethods([{ ...method, logo: placeholder, tags: [`t${lists}`] }]);
  const answer = await running.get(`/v1/methods?currency=KWD&tags=t${lists}`);
  const { methods } = answer.json as { methods: Method[] };
  assert.equal(methods.length, 1, answer.text);
  sandbox.reset();
  return methods[0]?.icon ?? null;
}

describe("a logo's address", () => {
  for (const [why, address] of [
    ["another host", () => `${elsewhereUrl}/logo.png`],
    ["another port of the same host", () => gatewayUrl.replace(/:\d+$/, ":1")],
    ["another name for the same host", () => gatewayUrl.replace("127.0.0.1", "localhost")],
    ["the cloud's metadata", () => "http://169.254.169.254/latest/meta-data/"],
    ["another scheme of the same host", () => gatewayUrl.replace("http:", "https:")],
    ["a user of the same host", () => gatewayUrl.replace("//", "//user:pass@")],
    ["a file", () => "file:///etc/passwd"],
    ["data", () => "data:image/svg+xml,<svg onload=alert(1)>"],
    ["script", () => "javascript:alert(1)"],
    ["a host behind a backslash", () => `${elsewhereUrl.replace("http:", "")}\\@127.0.0.1/`],
    ["a host without a scheme", () => elsewhereUrl.replace("http:", "")],
    ["nonsense", () => "http://"],
    ["nothing", () => ""],
  ] as const) {
    it(`is not fetched, nor shown: ${why}`, async () => {
      const icon = await iconFor(address());
      assert.match(icon ?? "", new RegExp(`^${running.url}/v1/icons/[0-9a-f]{32}$`));
      assert.equal(icon, await iconFor(""), "the tile that is drawn where there is no logo");
      assert.deepEqual(reached, []);
    });
  }

  it("of the gateway's own origin becomes one of ours, which tells nothing about it", async () => {
    logos = (_request, response) =>
      response.writeHead(200, { "content-type": "image/png" }).end(png);
    const icon = await iconFor(`${gatewayUrl}/logo-a.png`);
    assert.match(icon ?? "", new RegExp(`^${running.url}/v1/icons/[0-9a-f]{32}$`));
    const served = await fetch(icon ?? "");
    assert.deepEqual(Buffer.from(await served.arrayBuffer()), png);
  });
});

describe("a logo", () => {
  const refused: readonly (readonly [why: string, answer: RequestListener])[] = [
    [
      "a redirect elsewhere",
      (_q, r) => r.writeHead(302, { location: `${elsewhereUrl}/x.png` }).end(),
    ],
    ["a redirect to itself", (q, r) => r.writeHead(301, { location: q.url ?? "" }).end()],
    ["a redirect to a file", (_q, r) => r.writeHead(307, { location: "file:///etc/passwd" }).end()],
    [
      "a page",
      (_q, r) => r.writeHead(200, { "content-type": "text/html" }).end("<script>1</script>"),
    ],
    [
      "a page that says it is several things",
      (_q, r) => r.writeHead(200, { "content-type": "text/html; image/png" }).end("x"),
    ],
    ["a script", (_q, r) => r.writeHead(200, { "content-type": "text/javascript" }).end("1")],
    ["XML", (_q, r) => r.writeHead(200, { "content-type": "application/xml" }).end("<svg/>")],
    ["a PDF", (_q, r) => r.writeHead(200, { "content-type": "application/pdf" }).end("%PDF")],
    ["something without a type", (_q, r) => r.writeHead(200).end(png)],
    [
      "too large",
      (_q, r) => r.writeHead(200, { "content-type": "image/png" }).end(Buffer.alloc(64 * 1024 + 1)),
    ],
    [
      "endless",
      (_q, r) => {
        r.writeHead(200, { "content-type": "image/png" });
        const more = (): void => {
          if (r.destroyed) return;
          r.write(Buffer.alloc(16 * 1024), more);
        };
        more();
      },
    ],
    ["gone", (_q, r) => r.writeHead(404, { "content-type": "image/png" }).end(png)],
    ["an error", (_q, r) => r.writeHead(500, { "content-type": "image/png" }).end(png)],
    ["silent", () => undefined],
    [
      "cut off",
      (_q, r) => {
        r.writeHead(200, { "content-type": "image/png", "content-length": "100" });
        r.write(png, () => r.destroy());
      },
    ],
  ];
  for (const [why, answer] of refused) {
    it(`is answered 404 and asked for once when it is ${why}`, async () => {
      let asked = 0;
      logos = (request, response) => {
        asked += 1;
        answer(request, response);
      };
      const icon = await iconFor(`${gatewayUrl}/logo-${encodeURIComponent(why)}`);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => fetch(icon ?? "", { redirect: "manual" })),
      );
      for (const response of answers) {
        assert.equal(response.status, 404);
        assert.equal(response.headers.get("location"), null);
        assert.match(await response.text(), /"not_found"/);
      }
      assert.equal((await fetch(icon ?? "")).status, 404);
      assert.equal(asked, 1);
      assert.deepEqual(reached, []);
    });
  }

  it("that is SVG with script in it is served so that nothing of it runs", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><image href="${elsewhereUrl}/x.png"/></svg>`;
    logos = (_request, response) =>
      response
        .writeHead(200, {
          "content-type": "image/svg+xml; charset=utf-8",
          "content-security-policy": "default-src *",
          "set-cookie": "a=b",
          "access-control-allow-credentials": "true",
          "cache-control": "private",
        })
        .end(svg);
    const icon = await iconFor(`${gatewayUrl}/logo.svg`);
    const served = await fetch(icon ?? "");
    assert.equal(served.status, 200);
    assert.equal(served.headers.get("content-type"), "image/svg+xml");
    assert.equal(
      served.headers.get("content-security-policy"),
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    assert.equal(served.headers.get("x-content-type-options"), "nosniff");
    assert.equal(served.headers.get("set-cookie"), null);
    assert.equal(served.headers.get("access-control-allow-credentials"), null);
    assert.match(served.headers.get("cache-control") ?? "", /immutable/);
    await served.text();
  });

  it("is asked for without the gateway's key, and without what the browser said", async () => {
    let headers: NodeJS.Dict<string | string[]> = {};
    logos = (request, response) => {
      headers = request.headers;
      response.writeHead(200, { "content-type": "image/png" }).end(png);
    };
    const icon = await iconFor(`${gatewayUrl}/logo-b.png`);
    await fetch(icon ?? "", {
      headers: { cookie: "a=b", authorization: "Bearer x", referer: "https://shop.example/cart" },
    });
    assert.equal(headers["accept"], "image/*");
    for (const name of ["authorization", "cookie", "referer", "origin", "x-forwarded-for"]) {
      assert.equal(headers[name], undefined, name);
    }
  });
});

describe("a mark after a restart", () => {
  const servePng: RequestListener = (_request, response) =>
    response.writeHead(200, { "content-type": "image/png" }).end(png);
  const hashOf = (icon: string | null) => icon?.split("/").at(-1) ?? "";

  it("is had by who never listed its method", async () => {
    logos = servePng;
    const icon = await iconFor(`${gatewayUrl}/logo-kept.png`);
    const { ledger } = running.proxy;
    while ((await ledger.readIconSource(hashOf(icon))) === undefined) await turn();
    await running.restart();
    assert.equal((await fetch(icon ?? "")).status, 200);
  });

  it("is had where the version before kept its address among the lists", async () => {
    logos = servePng;
    const file = running.env["DATABASE_URL"]?.replace("file:", "") ?? "";
    const hash = "0123456789abcdef0123456789abcdef";
    const database = new DatabaseSync(file, { timeout: 5_000 });
    database
      .prepare("insert into lists values (?, ?, 0, 0, 0, ?)")
      .run(
        createHash("sha256").update(`icon:${hash}`).digest("hex"),
        `icon:${hash}`,
        `${gatewayUrl}/logo-before.png`,
      );
    database.close();
    assert.equal((await running.get(`/v1/icons/${hash}`)).status, 200);
  });
});
