/** The snippets for nginx, run: what they say of restarts, connections and prefixes is so. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it, type TestContext } from "node:test";
import { findFreePort } from "../../scripts/free-port.ts";
import { createFolder } from "../support/folder.ts";
import { listen } from "../support/listen.ts";
import { TestPostgres } from "../support/postgres.ts";
import { startNginx } from "./nginx.ts";
import { assertNothingIsLost } from "./rolling-restart.ts";
import { buildSite, payOne, type SiteOptions } from "./site.ts";
import { readSnippet } from "./web-server.ts";

describe("nginx in front of two instances", () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await TestPostgres.start();
  });
  after(() => postgres.stop());

  const build = async (test: TestContext, options: Partial<SiteOptions> = {}) =>
    buildSite(test, {
      databaseUrl: await postgres.createDatabase(),
      startWebServer: startNginx,
      ...options,
    });

  it("loses no request of 200 a second while both are restarted in turn, twice", async (test) => {
    await assertNothingIsLost(test, await build(test));
  });

  it("keeps what is the operator's to itself", async (test) => {
    const { publicUrl } = await build(test);
    assert.equal((await fetch(`${publicUrl}/metrics`)).status, 404);
  });

  it("keeps its connections to the instances, whoever comes", async (test) => {
    let connections = 0;
    const upstream = createServer((_request, response) => response.end());
    upstream.on("connection", () => (connections += 1));
    await listen(upstream);
    test.after(() => upstream.close());
    const { port: only } = upstream.address() as AddressInfo;
    const nginx = await startNginx({
      folder: await createFolder(test),
      port: await findFreePort(),
      upstreams: [only, only],
      change: (conf) => conf,
    });
    test.after(() => nginx.stop());
    for (let count = 0; count < 50; count += 1) {
      await fetch(nginx.url, { headers: { connection: "close" } });
    }
    assert.ok(connections <= 4, `${connections} connections for 50 requests`);
  });

  for (const [prefix, pass] of [
    ["kept", "http://otter_proxy"],
    ["stripped", "http://otter_proxy/"],
  ] as const) {
    it(`pays below a path of the shop's, its prefix ${prefix}`, async (test) => {
      const below = (await readSnippet("nginx-path.conf")).replace(
        "proxy_pass http://otter_proxy;",
        `proxy_pass ${pass};`,
      );
      const site = await build(test, {
        path: "/pay-proxy",
        change: (conf) => conf.replace("location / {", `${below}\n\tlocation / {`),
      });
      await payOne(site);
      for (const path of ["/otter-checkout.js", "/v1/methods?currency=KWD", "/readyz"]) {
        assert.equal((await fetch(site.publicUrl + path)).status, 200, path);
      }
      assert.equal((await fetch(`${site.publicUrl}/metrics`)).status, 404);
    });
  }
});
