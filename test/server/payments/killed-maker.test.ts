/** A process that dies while Ottu makes an order for it: nobody heard of the order, and it is closed. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startSandbox, type JournalEntry, type Sandbox } from "../../../demo/sandbox/index.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { ProxyProcess } from "../../../scripts/proxy-process.ts";
import { createCheckoutClient } from "../../../server/client/index.ts";
import { createProxy } from "../../../server/index.ts";
import { ForwardClock } from "../../support/forward-clock.ts";
import { anOrder, apiKey, shopOrigin } from "../../support/running-proxy.ts";

function next(sandbox: Sandbox, fits: (entry: JournalEntry) => boolean): Promise<JournalEntry> {
  return new Promise((resolve) => {
    const stop = sandbox.journal.onEntry((entry) => {
      if (!fits(entry)) return;
      stop();
      resolve(entry);
    });
  });
}

describe("an order at Ottu whose maker was killed", () => {
  it("is closed by its number, once, by whoever finds it", async (test) => {
    const sandbox = await startSandbox();
    const folder = await mkdtemp(join(tmpdir(), "otter-killed-"));
    const env = {
      ...sandbox.env,
      MERCHANT_API_KEYS: apiKey,
      MERCHANT_ORIGINS: shopOrigin,
      DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    };
    const killed = new ProxyProcess(await findFreePort(), env);
    test.after(async () => {
      await killed.kill();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    });
    assert.ok(await killed.start());
    const client = createCheckoutClient({ proxyUrl: killed.url, apiKey });
    const { id } = await client.createSession(anOrder());
    sandbox.behave("ottu", "pymt-txn:create", { do: "commit-then-hang" }, 1);
    const made = next(
      sandbox,
      ({ call, kind }) => call === "pymt-txn:create" && kind === "request",
    );
    const lost = fetch(`${killed.url}/v1/checkout/${id}/payments`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ method: "ottu:knet-main" }),
    }).catch(() => "lost");
    await made;
    await killed.kill();
    assert.equal(await lost, "lost");
    const [order] = sandbox.ottu.orders();
    assert.equal(order?.state, "created");

    // Past the lease of whoever was making it.
    const clock = new ForwardClock();
    clock.forward(13_000);
    const instance = await createProxy({ ...env, PUBLIC_URL: killed.url }, { world: { clock } });
    const closed = next(sandbox, ({ call, kind }) => call === "operation" && kind === "answer");
    instance.startWorkers();
    assert.equal((await closed).status, 200);
    await instance.stop();
    assert.equal(sandbox.ottu.orders()[0]?.state, "expired");
    assert.equal(sandbox.ottu.calls("operation"), 1);
    assert.ok(await killed.start());
    const [payment] = (await client.getSession(id)).payments;
    assert.equal(payment?.status, "created");
    assert.ok(payment.history.some(({ fact }) => fact === "order_orphaned"));
  });
});
