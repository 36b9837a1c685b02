/**
 * Keys are changed while people pay. An order that was begun under the old key ends paid after a
 * restart with "new,old", whichever of the two the gateway still signs with.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  start,
  webhookSecret,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { openText, sealFields } from "../providers/ottpay/independent-seal.ts";

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

async function begin(
  running: RunningProxy,
  method: "ottpay:ALIPAY" | "ottu:knet-main",
): Promise<{ session: SessionRecord; order: string }> {
  const session = await running.client.createSession(
    anOrder(method === "ottpay:ALIPAY" ? inCanada : {}),
  );
  const started = await start(running, session, method);
  assert.equal(started.status, 201, started.text);
  return { session, order: (await atGateway(running, session.id)).ref };
}

const paid = (running: RunningProxy, session: SessionRecord) =>
  running.event((event) => event.type === "checkout.paid" && event.data.session.id === session.id);

async function withProxy(
  env: Record<string, string>,
  use: (running: RunningProxy) => Promise<void>,
  options: Parameters<typeof runProxy>[0] = {},
): Promise<void> {
  const running = await runProxy({ sandbox, env, ...options });
  try {
    await use(running);
  } finally {
    await running.stop();
  }
}

describe("OTTPAY_SIGN_KEY", () => {
  const old = "0LDK3Y0LDK3Y0LDK";

  /** OTT Pay as it was before the key was changed: in front of the sandbox, which has the new one. */
  function resealing(isBefore: () => boolean): typeof fetch {
    const fields = (sealed: { data: string; md5: string }, key: string) =>
      JSON.parse(openText(sealed, key)) as Record<string, string>;
    return async (input, init) => {
      if (!isBefore() || input !== sandbox.ottpay.url) return fetch(input, init);
      const asked = JSON.parse(init?.body as string) as { data: string; md5: string };
      const { signKey } = sandbox.ottpay;
      const body = JSON.stringify({ ...asked, ...sealFields(fields(asked, old), signKey) });
      const response = await fetch(input, { ...init, body });
      const answer = (await response.json()) as { data: string; md5: string };
      return Response.json({ ...answer, ...sealFields(fields(answer, signKey), old) });
    };
  }

  it("changed while an order is open: its call-back under the old key is opened, and it ends paid", async () => {
    let isBefore = true;
    await withProxy(
      { OTTPAY_SIGN_KEY: old },
      async (running) => {
        const { session, order } = await begin(running, "ottpay:ALIPAY");
        isBefore = false;
        await running.restart({ OTTPAY_SIGN_KEY: `${sandbox.ottpay.signKey},${old}` });
        await sandbox.ottpay.pay(order, { callback: "never" });
        assert.equal(await sandbox.ottpay.notify(order, { signKey: old }), 200);
        await paid(running, session);
      },
      { options: { world: { fetch: resealing(() => isBefore) } } },
    );
  });

  it("taken away altogether: a call-back under it is refused, and the gateway is asked all the same", async () => {
    let isBefore = true;
    await withProxy(
      { OTTPAY_SIGN_KEY: old },
      async (running) => {
        const { session, order } = await begin(running, "ottpay:ALIPAY");
        isBefore = false;
        await running.restart({ OTTPAY_SIGN_KEY: sandbox.ottpay.signKey });
        await sandbox.ottpay.pay(order, { callback: "never" });
        assert.equal(await sandbox.ottpay.notify(order, { signKey: old }), 401);
        await paid(running, session);
      },
      { options: { world: { fetch: resealing(() => isBefore) } } },
    );
  });
});

describe("OTTU_WEBHOOK_KEY", () => {
  const next = "the-next-webhook-key";

  for (const [what, signedWith] of [
    ["the old key, which Ottu still signs with", () => sandbox.ottu.webhookKey],
    ["the new key, once Ottu signs with it", () => next],
  ] as const) {
    it(`changed while an order is open: a webhook under ${what}, is taken`, async () => {
      await withProxy({}, async (running) => {
        const { session, order } = await begin(running, "ottu:knet-main");
        await running.restart({ OTTU_WEBHOOK_KEY: `${next},${sandbox.ottu.webhookKey}` });
        await sandbox.ottu.pay(order, { webhook: "never" });
        assert.equal(await sandbox.ottu.notify(order, { webhookKey: signedWith() }), 200);
        await paid(running, session);
      });
    });
  }

  it("is neither of the two: the webhook is refused", async () => {
    await withProxy({}, async (running) => {
      const { order } = await begin(running, "ottu:knet-main");
      await running.restart({ OTTU_WEBHOOK_KEY: `${next},${sandbox.ottu.webhookKey}` });
      assert.equal(await sandbox.ottu.notify(order, { webhookKey: "a-third-key" }), 401);
    });
  });
});

describe("MERCHANT_API_KEYS", () => {
  const [old, next] = ["old-api-key-0123456789abcdef", "next-api-key-0123456789abcdef"] as const;
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  it("changed while an order is open: both keys see it, then the new one alone, and it ends paid", async () => {
    await withProxy({ MERCHANT_API_KEYS: old }, async (running) => {
      const made = await running.post("/v1/sessions", anOrder(), bearer(old));
      const session = made.json as SessionRecord;
      assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
      await running.restart({ MERCHANT_API_KEYS: `${next},${old}` });
      const read = async (key: string) =>
        (await running.get(`/v1/sessions/${session.id}`, bearer(key))).status;
      assert.deepEqual([await read(old), await read(next)], [200, 200]);
      await running.restart({ MERCHANT_API_KEYS: next });
      assert.deepEqual([await read(old), await read(next)], [401, 200]);
      const order = sandbox.ottu.orders().at(-1);
      assert.ok(order);
      await sandbox.ottu.pay(order.sessionId);
      await paid(running, session);
    });
  });

  it("bind the Idempotency-Key: the same one under another key is another request", async () => {
    await withProxy({ MERCHANT_API_KEYS: `${old},${next}` }, async (running) => {
      const ask = (key: string, amount: string) =>
        running.post("/v1/sessions", anOrder({ amount, orderRef: `IK-${amount}` }), {
          ...bearer(key),
          "idempotency-key": "cart-1",
        });
      const first = await ask(old, "1.000");
      assert.equal(first.status, 201);
      assert.equal((await ask(old, "2.000")).status, 422);
      const other = await ask(next, "2.000");
      assert.equal(other.status, 201);
      assert.notEqual((other.json as SessionRecord).id, (first.json as SessionRecord).id);
      const again = await ask(old, "1.000");
      assert.equal((again.json as SessionRecord).id, (first.json as SessionRecord).id);
    });
  });
});

describe("MERCHANT_WEBHOOK_SECRET", () => {
  const old = "old-webhook-secret-0123456789";

  it("changed while an event is on its way: it is signed with the new one when it is sent", async () => {
    await withProxy({ MERCHANT_WEBHOOK_SECRET: old }, async (running) => {
      const { session, order } = await begin(running, "ottu:knet-main");
      // The shop of these tests knows the new secret alone: what the old one signed, it refuses.
      await sandbox.ottu.pay(order);
      await running.restart({ MERCHANT_WEBHOOK_SECRET: `${webhookSecret},${old}` });
      await paid(running, session);
    });
  });
});
