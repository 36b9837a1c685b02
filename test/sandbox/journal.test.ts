import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { JournalEntry } from "../../demo/sandbox/index.ts";
import {
  callOttpay,
  callOttu,
  createSession,
  initFields,
  ottuPaths,
  start,
  startMerchant,
} from "./merchant.ts";

const sketch = ({ gateway, from, kind, call, orderId, status }: JournalEntry) =>
  [gateway, from, kind, call, orderId, status].join(" ");

describe("the journal", () => {
  test("tells a payment's story in order, opened", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const change = { call_back_url: `${merchant.origin}/notify/secret-token` };
    await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1", change));
    await sandbox.ottpay.pay("A1", { transactionId: "T1" });
    const entries = sandbox.journal.entries();
    assert.deepEqual(entries.map(sketch), [
      "ottpay merchant request PREPAY_INIT A1 ",
      "ottpay gateway answer PREPAY_INIT A1 200",
      "ottpay gateway request callback A1 ",
      "ottpay merchant answer callback A1 200",
    ]);
    const [asked, answered, notified] = entries;
    assert.equal((asked?.opened as { amount: string }).amount, "1999");
    assert.equal(typeof (asked?.sealed as { md5: string }).md5, "string");
    assert.equal(asked?.exchange, answered?.exchange);
    assert.equal((notified?.opened as { order_id: string }).order_id, "T1");
  });

  test("keeps no secret and nobody's name", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const notify = `${merchant.origin}/v1/notifications/ottpay/Zk3secret-token?x=also-secret`;
    const fields = initFields(sandbox, "A1", { call_back_url: notify, email: "noor@shop.test" });
    await callOttpay(sandbox, "PREPAY_INIT", fields);
    const session = await createSession(sandbox, {
      webhook_url: notify,
      customer_email: "noor@shop.test",
      customer_first_name: "Noor",
      customer_phone: "+96555501234",
      billing_address: { line1: "1 Sea Road" },
    });
    await sandbox.ottpay.pay("A1");
    await sandbox.ottu.pay(session.session_id);
    await callOttu(sandbox, ottuPaths.methods, { plugin: "e_commerce" });
    const text = JSON.stringify(sandbox.journal.entries());
    const { ottpay, ottu } = sandbox;
    for (const secret of [ottpay.signKey, ottu.apiKey, ottu.webhookKey, "secret-token", "also-"]) {
      assert.ok(!text.includes(secret), secret);
    }
    for (const person of ["noor@", "Noor", "55501234", "Sea Road"]) {
      assert.ok(!text.includes(person), person);
    }
    assert.match(text, /n•••@shop\.test/);
  });

  test("notes why a message could not be opened", async (t) => {
    const sandbox = await start(t);
    const head = { action: "PREPAY_INIT", version: "2.0", merchant_id: sandbox.ottpay.merchantId };
    const body = JSON.stringify({ ...head, ...sandbox.ottpay.seal({ a: "1" }, "wrong") });
    await fetch(sandbox.ottpay.url, { method: "POST", body });
    const [entry] = sandbox.journal.entries();
    assert.equal(entry?.opened, null);
    assert.match(entry?.note ?? "", /does not open/);
  });

  test("is bounded, tells listeners, and answers with what is new", async (t) => {
    const sandbox = await start(t);
    const heard: number[] = [];
    const stop = sandbox.journal.onEntry(({ sequence }) => heard.push(sequence));
    for (let call = 0; call < 501; call += 1) {
      await callOttu(sandbox, ottuPaths.inquiry, {}, {});
    }
    stop();
    await callOttu(sandbox, ottuPaths.inquiry, {}, {});
    const entries = sandbox.journal.entries();
    assert.equal(entries.length, 1000);
    assert.equal(heard.length, 1002);
    assert.deepEqual(
      sandbox.journal.entries(1002).map(({ sequence }) => sequence),
      [1003, 1004],
    );
  });
});
