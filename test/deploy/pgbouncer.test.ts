/** A real PgBouncer in transaction mode between two instances and PostgreSQL. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findFreePort } from "../../scripts/free-port.ts";
import { createFolder } from "../support/folder.ts";
import { TestPostgres } from "../support/postgres.ts";
import { Buyers, reckon } from "./buyers.ts";
import { startNginx } from "./nginx.ts";
import { poolSize, startPgbouncer } from "./pgbouncer.ts";
import { mostlyReading } from "./reading-load.ts";
import { buildSite } from "./site.ts";
import { SteadyLoad } from "./steady-load.ts";

describe("PgBouncer in transaction mode", () => {
  it("loses and doubles nothing under load, while both instances are restarted in turn", async (test) => {
    const postgres = await TestPostgres.start();
    test.after(() => postgres.stop());
    const pgbouncer = await startPgbouncer({
      folder: await createFolder(test),
      port: await findFreePort(),
      databaseUrl: await postgres.createDatabase(),
    });
    test.after(() => pgbouncer.stop());
    const site = await buildSite(test, {
      databaseUrl: pgbouncer.url,
      startWebServer: startNginx,
    });

    const buyers = new Buyers(site, 10);
    const readers = new SteadyLoad(site.publicUrl, 100, mostlyReading);
    await site.restartInTurn();
    const ours = ({ database }: Record<string, unknown>) => database === "otter";
    const clients = (await pgbouncer.show("clients")).filter(ours);
    const servers = (await pgbouncer.show("servers")).filter(ours);
    const [pool] = (await pgbouncer.show("pools")).filter(ours);
    await site.restartInTurn();
    const sessions = await buyers.stop();
    const { sent, answers } = await readers.stop();

    test.diagnostic(
      `${sessions.length} payments, ${buyers.repeats} of their requests repeated, ${sent} other requests ${JSON.stringify(answers)}, ` +
        `${clients.length} connections of instances on ${servers.length} of PostgreSQL`,
    );
    assert.equal(pool?.["pool_mode"], "transaction");
    assert.ok(servers.length <= poolSize && clients.length > servers.length);
    const { 200: read = 0, 201: made = 0, ...lost } = answers;
    assert.deepEqual(lost, {});
    assert.equal(read + made, sent);
    await reckon(site, sessions);
    const defects = site.instances.flatMap((instance) => instance.defects);
    assert.deepEqual(defects, []);
  });
});
