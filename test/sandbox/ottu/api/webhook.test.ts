import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { signPayload } from "../../../../demo/sandbox/index.ts";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import { createSession, readSession, start, startMerchant } from "../../merchant.ts";
import type { Merchant } from "../../merchant.ts";

const sessionOf = async (sandbox: Sandbox, merchant: Merchant) =>
  (await createSession(sandbox, { webhook_url: `${merchant.origin}/hook/x` })).session_id;

function bodyOf(merchant: Merchant) {
  const { signature, ...payload } = merchant.received.at(-1)?.body ?? {};
  return { signature, payload };
}

describe("the webhook", () => {
  for (const version of ["v1", "v2"] as const) {
    test(`is signed by ${version} over what is sent`, async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      await sandbox.ottu.pay(await sessionOf(sandbox, merchant), { signature: version });
      const { signature, payload } = bodyOf(merchant);
      assert.equal(signature, signPayload(payload, sandbox.ottu.webhookKey, version));
    });
  }

  const ends = [
    ["paid", "success"],
    ["authorized", "success"],
    ["cod", "cod"],
    ["attempted", "failed"],
    ["failed", "failed"],
    ["canceled", "canceled"],
    ["expired", "failed"],
  ] as const;
  for (const [state, result] of ends) {
    test(`tells the end ${state} as ${result}, and queries agree`, async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      const id = await sessionOf(sandbox, merchant);
      await sandbox.ottu.pay(id, { state });
      const { payload } = bodyOf(merchant);
      assert.deepEqual([payload["state"], payload["result"]], [state, result]);
      assert.equal(payload["session_id"], id);
      assert.equal(payload["gateway_account"], "knet-main");
      assert.equal((await readSession(sandbox, id)).body["state"], state);
    });
  }

  const times = [
    { webhook: "now", before: 1, after: 1 },
    { webhook: "later", before: 0, after: 1 },
    { webhook: "never", before: 0, after: 0 },
    { webhook: "twice", before: 1, after: 2 },
  ] as const;
  for (const { webhook, before, after } of times) {
    test(`comes ${before}, and later ${after} times when asked for "${webhook}"`, async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      await sandbox.ottu.pay(await sessionOf(sandbox, merchant), { webhook });
      assert.equal(merchant.received.length, before);
      await sandbox.deliverLate();
      assert.equal(merchant.received.length, after);
    });
  }

  test("can be genuine and early: nothing is paid by it", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const id = await sessionOf(sandbox, merchant);
    assert.equal(await sandbox.ottu.notify(id), 200);
    const { signature, payload } = bodyOf(merchant);
    assert.equal(payload["state"], "paid");
    assert.equal(signature, sandbox.ottu.sign(payload));
    assert.equal((await readSession(sandbox, id)).body["state"], "created");
  });

  test("can say other money, signed or altered on the way", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const id = await sessionOf(sandbox, merchant);
    await sandbox.ottu.notify(id, { fields: { amount: "1.000" } });
    const signed = bodyOf(merchant);
    assert.equal(signed.payload["amount"], "1.000");
    assert.equal(signed.signature, sandbox.ottu.sign(signed.payload));
    await sandbox.ottu.notify(id, { unsigned: { amount: "1.000" } });
    const altered = bodyOf(merchant);
    assert.equal(altered.payload["amount"], "1.000");
    assert.notEqual(altered.signature, sandbox.ottu.sign(altered.payload));
  });

  test("tells a short payment, as queries do", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const id = await sessionOf(sandbox, merchant);
    await sandbox.ottu.pay(id, { remaining: "2.750" });
    const { body } = await readSession(sandbox, id);
    for (const told of [bodyOf(merchant).payload, body]) {
      assert.deepEqual([told["paid_amount"], told["remaining_amount"]], ["10.000", "2.750"]);
    }
  });

  test("is not sent again after an answer, whatever it says", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    merchant.answer = { status: 500, body: "" };
    await sandbox.ottu.pay(await sessionOf(sandbox, merchant));
    assert.equal(merchant.received.length, 1);
    assert.equal(sandbox.ottu.orders()[0]?.notifications[0]?.status, 500);
  });
});
