/**
 * What docs/operate.md gives an operator, in a real Prometheus (`apt-get install prometheus`): it
 * takes the alarms, each of them is raised by what it is for, and the dashboard's queries have answers
 * from a proxy to which something happens.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { demand } from "../engines/programs.ts";
import { readAlarms, readPanels } from "../support/queries.ts";
import { runWatchedProxy, type WatchedProxy } from "../support/watched-proxy.ts";
import { rulesFile, startPrometheus, type Prometheus } from "./prometheus.ts";

demand({ prometheus: "prometheus", promtool: "prometheus" });

const run = promisify(execFile);
const [alarms, panels] = [await readAlarms(), await readPanels()];

describe("the rules", () => {
  it("are rules", async () => {
    const { stdout } = await run("promtool", ["check", "rules", rulesFile]);
    assert.match(stdout, new RegExp(`SUCCESS: ${alarms.length} rules found`));
  });

  it("are raised by the series that they are for, and by no others", async () => {
    const series = fileURLToPath(new URL("alerts.test.yaml", import.meta.url));
    const { stdout } = await run("promtool", ["test", "rules", series]);
    assert.match(stdout, /SUCCESS/);
  });
});

describe("a Prometheus that watches a proxy", () => {
  let watched: WatchedProxy;
  let prometheus: Prometheus;
  before(async () => {
    watched = await runWatchedProxy();
    await watched.metrics();
    prometheus = await startPrometheus(watched.running.url);
    await scraped(3);
    // Counters rise while they are looked at.
    await watched.again();
    await scraped(6);
  });
  after(async () => {
    await prometheus.stop();
    await watched.stop();
  });

  async function scraped(times: number): Promise<void> {
    for (;;) {
      const [found] = await prometheus.query("sum_over_time(up[5m])");
      if (Number(found?.value[1]) >= times) return;
    }
  }

  for (const { name, text } of panels) {
    it(`answers the panel ${name}: ${text}`, async () => {
      const answer = await prometheus.query(text);
      assert.ok(answer.length > 0);
    });
  }

  it("can evaluate every alarm", async () => {
    const known = await prometheus.alarms();
    assert.deepEqual(
      known.map(({ name, health }) => [name, health]),
      alarms.map(({ name }) => [name, "ok"]),
    );
  });

  it("raises those for which something has happened", async () => {
    const raised = (await prometheus.alarms()).filter(({ state }) => state !== "inactive");
    const names = raised.map(({ name }) => name);
    for (const name of [
      "OtterEventsUndelivered",
      "OtterGatewayRefusesKey",
      "OtterNotificationsUnverified",
      "OtterPaymentInReview",
      "OtterStrandedPayments",
    ]) {
      assert.ok(names.includes(name), `${name} is not among ${names.join(" ")}`);
    }
    for (const name of ["OtterProxyDown", "OtterLedgerUnreadable", "OtterCardsPaused"]) {
      assert.ok(!names.includes(name), name);
    }
  });
});
