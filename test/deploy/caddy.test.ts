/** The Caddyfile, run: what it says of restarts is so. */
import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { TestPostgres } from "../support/postgres.ts";
import { startCaddy } from "./caddy.ts";
import { mostlyReading } from "./reading-load.ts";
import { buildSite, payOne } from "./site.ts";
import { SteadyLoad } from "./steady-load.ts";

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

  it("loses no request of 200 a second while both are restarted in turn", async (test) => {
    const site = await build(test);
    await payOne(site);
    const load = new SteadyLoad(site.publicUrl, 200, mostlyReading);
    await site.restartInTurn();
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
