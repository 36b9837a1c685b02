/** A process that dies with a card on its way: the next one finds out, and sends nothing again. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { ProxyProcess } from "../../../scripts/proxy-process.ts";
import { createCheckoutClient } from "../../../server/client/index.ts";
import { systemClock } from "../../../server/platform/clock.ts";
import { anOrder, apiKey, inCanada, shopOrigin } from "../../support/running-proxy.ts";
import { sealCard } from "../../support/sealed-cards.ts";

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

describe("a proxy that is killed after it sent a charge", () => {
  it("asks when it is back, and has charged once", async (test) => {
    const folder = await mkdtemp(join(tmpdir(), "otter-killed-"));
    const proxy = new ProxyProcess(await findFreePort(), {
      ...sandbox.env,
      OTTPAY_CARD: "purchase",
      MERCHANT_API_KEYS: apiKey,
      MERCHANT_ORIGINS: shopOrigin,
      DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    });
    test.after(async () => {
      await proxy.kill();
      await rm(folder, { recursive: true, force: true });
    });
    assert.ok(await proxy.start());
    const client = createCheckoutClient({ proxyUrl: proxy.url, apiKey });
    const session = await client.createSession(anOrder(inCanada));
    const card = await sealCard({ env: sandbox.env }, session.id);
    const send = () =>
      fetch(`${proxy.url}/v1/checkout/${session.id}/payments`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ method: "ottpay:CARD", card }),
      });
    sandbox.behave("ottpay", "CC_PURCHASE", { do: "commit-then-hang" }, 1);
    const sent = sandbox.ottpay.calls("CC_PURCHASE");
    const lost = send().catch(() => "lost");
    while (sandbox.ottpay.calls("CC_PURCHASE") === sent) await systemClock.wait(5);
    await proxy.kill();
    assert.equal(await lost, "lost");
    assert.ok(await proxy.start());
    const again = (await (await send()).json()) as { status: string };
    assert.match(again.status, /^(pending|paid)$/);
    let { status } = await client.getSession(session.id);
    while (status === "pending") {
      await systemClock.wait(100);
      ({ status } = await client.getSession(session.id));
    }
    assert.equal(status, "paid");
    const { payments } = await client.getSession(session.id);
    assert.equal(payments.length, 1);
    const charges = sandbox.ottpay
      .charges()
      .filter(({ orderId }) => orderId === payments[0]?.orderNumber);
    assert.equal(charges.length, 1);
    assert.equal(sandbox.ottpay.calls("CC_PURCHASE") - sent, 1);
    assert.deepEqual(
      proxy.defects.filter((line) => !line.includes("PCI SAQ D")),
      [],
    );
  });
});
