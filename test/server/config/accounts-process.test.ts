/** The program itself, as an operator runs it: keys of ACCOUNTS_FILE change between its lives. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { ProxyProcess } from "../../../scripts/proxy-process.ts";
import { createCheckoutClient, type CheckoutClient } from "../../../server/client/index.ts";
import { ottuOf, writeAccounts, type WrittenAccounts } from "../../support/accounts-file.ts";
import { startShop, webhookSecret, type ListeningShop } from "../../support/listening-shop.ts";

const apiKey = "process-api-key-0123456789abcdef";
const next = "the-next-webhook-key-of-abroad";

let sandbox: Sandbox;
let shop: ListeningShop;
let folder: string;
let file: WrittenAccounts;
let proxy: ProxyProcess;
let client: CheckoutClient;
before(async () => {
  sandbox = await startSandbox();
  shop = await startShop();
  folder = await mkdtemp(join(tmpdir(), "otter-accounts-process-"));
  file = await writeAccounts({ abroad: ottuOf(sandbox) });
  proxy = new ProxyProcess(await findFreePort(), {
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: "https://shop.example",
    MERCHANT_WEBHOOK_URL: shop.url,
    MERCHANT_WEBHOOK_SECRET: webhookSecret,
    DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    ACCOUNTS_FILE: file.path,
  });
  assert.ok(await proxy.start());
  client = createCheckoutClient({ proxyUrl: proxy.url, apiKey });
});
after(async () => {
  await proxy.kill();
  await shop.stop();
  await sandbox.close();
  await file.remove();
  await rm(folder, { recursive: true, force: true });
});

async function begin(orderRef: string) {
  const { id } = await client.createSession({ amount: "12.750", currency: "KWD", orderRef });
  const started = await fetch(`${proxy.url}/v1/checkout/${id}/payments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method: "ottu:knet-main" }),
  });
  assert.equal(started.status, 201, await started.text());
  const ref = (await client.getSession(id)).payments[0]?.providerRef ?? "";
  return { id, ref };
}

async function restartWith(webhookKeys: string): Promise<void> {
  assert.equal((await proxy.terminate()).code, 0);
  await file.write({ abroad: { ...ottuOf(sandbox), OTTU_WEBHOOK_KEY: webhookKeys } });
  assert.ok(await proxy.start());
}

async function paid(id: string): Promise<void> {
  await shop.event(({ type, data }) => type === "checkout.paid" && data.session.id === id);
}

describe("a process with ACCOUNTS_FILE", () => {
  it("takes an order over a change of keys, and the old key's messages no longer than it is named", async () => {
    const [first, second] = [await begin("ROTATE-1"), await begin("ROTATE-2")];
    await restartWith(`${next},${sandbox.ottu.webhookKey}`);
    await sandbox.ottu.pay(first.ref, { webhook: "never" });
    assert.equal(await sandbox.ottu.notify(first.ref), 200);
    await paid(first.id);
    await restartWith(next);
    assert.equal(await sandbox.ottu.notify(second.ref), 401);
    assert.notEqual((await client.getSession(second.id)).status, "paid");
    await sandbox.ottu.pay(second.ref, { webhook: "never" });
    assert.equal(await sandbox.ottu.notify(second.ref, { webhookKey: next }), 200);
    await paid(second.id);
    assert.deepEqual(proxy.defects, []);
  });
});
