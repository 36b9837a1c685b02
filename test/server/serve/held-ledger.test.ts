/**
 * The ledger's file in the hands of somebody else, for longer than anybody waits: a backup, a look
 * with the command line, a program that hangs. The lock is a real one, and so is the time.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "node:test";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  start,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";

/** Takes the ledger of a proxy; what it answers gives it back. */
function hold({ env }: RunningProxy, how: "immediate" | "exclusive"): () => void {
  const holder = new DatabaseSync((env["DATABASE_URL"] ?? "").slice("file:".length));
  holder.exec(`begin ${how}`);
  return () => {
    holder.exec("rollback");
    holder.close();
  };
}

function refusal({ status, json }: Answer) {
  const { code, retryable } = (json as { error: { code: string; retryable: boolean } }).error;
  return { status, code, retryable };
}
const unavailable = { status: 503, code: "ledger_unavailable", retryable: true };

describe("a proxy whose ledger somebody else holds", { concurrency: true }, () => {
  for (const how of ["immediate", "exclusive"] as const) {
    it(`reads on, refuses in time what it would have to write, and goes on by itself (${how})`, async (t) => {
      const running = await runProxy();
      t.after(() => running.stop());
      const { client, sandbox } = running;
      const inGulf = await client.createSession(anOrder());
      const canadian = await client.createSession(anOrder(inCanada));
      await start(running, inGulf, "ottu:knet-main");
      await start(running, canadian, "ottpay:WECHATPAY");
      const [ottu, ottpay] = [
        await atGateway(running, inGulf.id),
        await atGateway(running, canadian.id),
      ];
      await running.get("/readyz");

      const release = hold(running, how);
      const refused = new Set<string>();
      const writing = Object.entries({
        ready: running.get("/readyz"),
        create: running.post("/v1/sessions", anOrder(), asShop),
        again: running.post("/v1/sessions", anOrder(), asShop),
        keyed: running.post("/v1/sessions", anOrder(), { ...asShop, "idempotency-key": "k-1" }),
        cancel: running.post(`/v1/sessions/${inGulf.id}/cancel`, {}, asShop),
        start: start(running, inGulf, "ottu:knet-main"),
      }).map(async ([name, asked]) => {
        assert.deepEqual(refusal(await asked), unavailable, name);
        refused.add(name);
      });
      await sandbox.ottu.pay(ottu.ref, { webhook: "never" });
      await sandbox.ottpay.pay(ottpay.ref, { callback: "never" });
      const told = Promise.all([sandbox.ottu.notify(ottu.ref), sandbox.ottpay.notify(ottpay.ref)]);
      const readings = await Promise.all([
        running.get("/healthz"),
        running.get(`/v1/checkout/${inGulf.id}`),
        running.get(`/v1/sessions/${inGulf.id}`, asShop),
        running.get("/v1/sessions", asShop),
        running.get("/v1/events", asShop),
        running.get("/v1/methods?currency=KWD"),
        running.get("/v1/methods?currency=KWD&tags=never-asked-for-before"),
        running.get(`/pay/${inGulf.id}`),
      ]);
      assert.deepEqual(
        readings.map(({ status }) => status),
        readings.map(() => 200),
      );
      // Those who only read did not stand behind those who wait.
      assert.ok(!refused.has("create") && !refused.has("start"));
      await Promise.all(writing);
      // No answer at all would be null: both gateways heard that it was not stored.
      assert.deepEqual(await told, [503, 503]);
      const both = [inGulf.id, canadian.id];
      assert.deepEqual(await statuses(running, both), ["pending", "pending"]);

      release();
      assert.equal((await running.get("/readyz")).status, 200);
      assert.equal((await running.post("/v1/sessions", anOrder(), asShop)).status, 201);
      assert.deepEqual(
        await Promise.all([sandbox.ottu.notify(ottu.ref), sandbox.ottpay.notify(ottpay.ref)]),
        [200, 200],
      );
      await running.event((event) => event.data.session.id === canadian.id);
      await running.event((event) => event.data.session.id === inGulf.id);
      assert.deepEqual(await statuses(running, both), ["paid", "paid"]);
    });
  }
});

function statuses({ client }: RunningProxy, ids: readonly string[]): Promise<string[]> {
  return Promise.all(ids.map(async (id) => (await client.getSession(id)).status));
}
