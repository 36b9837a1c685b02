/** The Caddyfile, run: what it says of restarts is so. */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import type { ProxyProcess } from "../../scripts/proxy-process.ts";
import { TestPostgres } from "../support/postgres.ts";
import { startCaddy } from "./caddy.ts";
import { mostlyReading } from "./reading-load.ts";
import { buildSite, payOne } from "./site.ts";
import { SteadyLoad } from "./steady-load.ts";

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
    const site = await build(test);
    await payOne(site);
    const load = new SteadyLoad(site.publicUrl, 200, mostlyReading);
    await site.restartInTurn(isSeen);
    await site.restartInTurn(isSeen);
    const { sent, answers } = await load.stop();
    test.diagnostic(`${sent} requests, ${JSON.stringify(answers)}`);
    const { 200: read = 0, 201: made = 0, ...lost } = answers;
    assert.deepEqual(lost, {});
    assert.equal(read + made, sent);
    await payOne(site);
  });

  it("keeps what is the operator's to itself", async (test) => {
    const { publicUrl } = await build(test);
    assert.equal((await fetch(`${publicUrl}/metrics`)).status, 404);
  });
});
