/** The Caddyfile, run: what it says of restarts is so. */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import type { ProxyProcess } from "../../scripts/proxy-process.ts";
import { TestPostgres } from "../support/postgres.ts";
import { startCaddy } from "./caddy.ts";
import { assertNothingIsLost } from "./rolling-restart.ts";
import { buildSite } from "./site.ts";

/** Resolves when Caddy has asked it twice whether it is ready. */
async function isSeen({ url }: ProxyProcess): Promise<void> {
  const asked = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const found = /^otter_request_seconds_count\{.*route="\/readyz".*\} (\d+)$/m.exec(metrics);
    assert.ok(found, "the metrics count who asked for /readyz");
    return Number(found[1]);
  };
  const before = await asked();
  while ((await asked()) < before + 2) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("Caddy in front of two instances", () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await TestPostgres.start();
  });
  after(() => postgres.stop());

  const build = async (test: TestContext) =>
    buildSite(test, {
      databaseUrl: await postgres.createDatabase(),
      startWebServer: startCaddy,
      env: { SHUTDOWN_DELAY_SECONDS: "3" },
    });

  it("loses no request of 200 a second while both are restarted in turn, twice", async (test) => {
    await assertNothingIsLost(test, await build(test), isSeen);
  });

  it("keeps what is the operator's to itself", async (test) => {
    const { publicUrl } = await build(test);
    assert.equal((await fetch(`${publicUrl}/metrics`)).status, 404);
  });
});
