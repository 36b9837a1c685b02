/** What waits is told alike by every instance on a ledger, and nobody waits for it to be counted. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { createEngines, type EmptyDatabase } from "../../support/empty-databases.ts";
import { MovedClock } from "../../support/moved-clock.ts";
import { parseMetrics, type Series } from "../../support/promql.ts";
import { anOrder, atGateway, runProxy, start } from "../../support/running-proxy.ts";
import { startSandbox } from "../../../demo/sandbox/index.ts";

const ofTheLedger =
  /^otter_(?:ledger_up|open_payments|payments_in_review|reconciler_lag|undelivered_|oldest_|given_up_)/;

function numbersOf(text: string): readonly string[] {
  const said = ({ metric, labels, value }: Series) =>
    [metric, ...Object.values(labels), value].join(" ");
  return parseMetrics(text)
    .filter(({ metric }) => ofTheLedger.test(metric))
    .map(said)
    .sort();
}

for (const engine of createEngines()) {
  describe(`gauges of a ledger on ${engine.name}`, () => {
    after(() => engine.stop());

    it("are the same on two instances, at one time", async (t) => {
      const clock = new MovedClock();
      const sandbox = await startSandbox({ now: () => clock.now() });
      const database: EmptyDatabase = await engine.createDatabase();
      const options = { world: { clock } };
      const env = { DATABASE_URL: database.url };
      const one = await runProxy({ sandbox, env, options, workers: false });
      const other = await runProxy({ sandbox, env, options, workers: false });
      t.after(async () => {
        await one.stop();
        await other.stop();
        await sandbox.close();
        await database.remove();
      });
      const [open, short] = [
        await one.client.createSession(anOrder()),
        await other.client.createSession(anOrder()),
      ];
      assert.equal((await start(one, open, "ottu:knet-main")).status, 201);
      assert.equal((await start(other, short, "ottu:knet-main")).status, 201);
      const { ref, redirectUrl } = await atGateway(other, short.id);
      await sandbox.ottu.pay(ref, { amount: "1.000", webhook: "never" });
      clock.move(30_000);
      await fetch(redirectUrl, { redirect: "manual" });
      clock.move(60_000);
      const answers = await Promise.all(
        [one, other].map(async (each) => numbersOf((await each.get("/metrics")).text)),
      );
      assert.deepEqual(answers[0], answers[1]);
      const said = (answers[0] ?? []).filter((line) => !line.endsWith(" 0"));
      const lag = said.find((line) => line.startsWith("otter_reconciler_lag_seconds ottu"));
      assert.ok(Number(lag?.split(" ").at(-1)) > 0, lag);
      assert.deepEqual(
        said.filter((line) => line !== lag),
        [
          "otter_ledger_up 1",
          "otter_oldest_undelivered_event_seconds 60",
          "otter_open_payments ottu default pending 1",
          "otter_payments_in_review ottu default 1",
          "otter_undelivered_events 1",
        ],
      );
    });

    it("are counted anew after five seconds, and not before", async (t) => {
      const clock = new MovedClock();
      const sandbox = await startSandbox({ now: () => clock.now() });
      const database = await engine.createDatabase();
      const running = await runProxy({
        sandbox,
        env: { DATABASE_URL: database.url },
        options: { world: { clock } },
        workers: false,
      });
      t.after(async () => {
        await running.stop();
        await sandbox.close();
        await database.remove();
      });
      const open = async () =>
        numbersOf((await running.get("/metrics")).text).filter((line) =>
          line.startsWith("otter_open_payments ottu default pending"),
        );
      assert.deepEqual(await open(), ["otter_open_payments ottu default pending 0"]);
      const session = await running.client.createSession(anOrder());
      await start(running, session, "ottu:knet-main");
      assert.deepEqual(await open(), ["otter_open_payments ottu default pending 0"]);
      clock.move(5_000);
      assert.deepEqual(await open(), ["otter_open_payments ottu default pending 1"]);
    });
  });
}

describe("/metrics while the ledger cannot be read", () => {
  it("is answered all the same, says so, and has no number that it does not know", async (t) => {
    const sandbox = await startSandbox();
    const running = await runProxy({ sandbox, workers: false });
    t.after(async () => {
      await running.stop();
      await sandbox.close();
    });
    await running.proxy.ledger.close();
    const answer = await running.get("/metrics");
    assert.equal(answer.status, 200);
    assert.deepEqual(numbersOf(answer.text), ["otter_ledger_up 0"]);
    assert.match(answer.text, /^otter_event_deliveries_total\{outcome="given_up"\} 0$/m);
  });
});
