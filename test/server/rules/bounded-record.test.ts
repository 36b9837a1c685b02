/**
 * A shopper who plays fills the purchase's record: his own `checkout.paid` must stay one that any
 * shop's parser takes.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { PaymentFact } from "../../../contract/facts.ts";
import type { HistoryEntry, Payment } from "../../../server/ledger/ledger.ts";
import { boundHistory, boundPayments, mostEntries } from "../../../server/rules/bounded-record.ts";
import { toSessionRecord } from "../../../server/rules/records.ts";
import { newHistory, newPayment, newSession } from "../../support/ledger-rows.ts";
import {
  anOrder,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

describe("a shopper who changes his mind as often as he may in a minute", () => {
  it("leaves one order and a short history", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    for (let press = 0; press < 60; press += 1) {
      const method = press % 2 === 0 ? "ottpay:ALIPAY" : "ottpay:WECHATPAY";
      assert.equal((await start(running, session, method)).status, 201);
    }
    const { payments } = await running.client.getSession(session.id);
    assert.equal(payments.length, 1);
    assert.equal(payments[0]?.method, "ottpay:WECHATPAY");
    assert.ok((payments[0]?.history.length ?? 0) < 10, JSON.stringify(payments[0]?.history));
  });
});

const session = newSession();
const chosen = (code: string): PaymentFact => ({ fact: "method_chosen", data: { code } });

function historyOf(payment: Payment, facts: readonly PaymentFact[]): readonly HistoryEntry[] {
  return facts.map((said) => newHistory(payment, said));
}

describe("a history that is too long", () => {
  const payment = newPayment(session);

  it("is told whole as long as it is short enough", () => {
    const entries = historyOf(
      payment,
      Array.from({ length: mostEntries }, () => chosen("a")),
    );
    assert.deepEqual(boundHistory(entries), entries);
  });

  it("has of what repeats the first and the last", () => {
    const entries = historyOf(payment, [
      { fact: "order_begun", data: { orderNumber: "W-1" } },
      ...Array.from({ length: 8_000 }, (_, index) => chosen(index % 2 === 0 ? "a" : "b")),
      { fact: "paid", data: {} },
    ]);
    assert.deepEqual(
      boundHistory(entries).map(({ fact }) => fact),
      ["order_begun", ...Array.from({ length: 4 }, () => "method_chosen"), "paid"],
    );
  });

  it("keeps what is about money, whatever else there is", () => {
    const entries = [
      ...historyOf(payment, [{ fact: "paid", data: {} }]),
      ...Array.from({ length: 400 }, () => newPayment(session)).flatMap((one) =>
        historyOf(one, [{ fact: "order_begun", data: { orderNumber: one.orderNumber } }]),
      ),
    ];
    const bound = boundHistory(entries);
    assert.equal(bound.length, mostEntries);
    assert.equal(bound[0]?.fact, "paid");
  });
});

describe("a session of many payments", () => {
  /** As many as a gateway has names for, each as long as one is kept. */
  const named = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`reference_${index}`, "\\".repeat(64)]),
  );
  const payments = Array.from({ length: 300 }, (_, index) =>
    newPayment(session, {
      status: index === 7 ? "paid" : "failed",
      createdAt: index,
      bankReferences: { of: "money", named },
    }),
  );

  it("is told with the one that was paid", () => {
    const few = boundPayments(payments, 5);
    assert.equal(few.length, 5);
    assert.ok(few.some(({ status }) => status === "paid"));
  });

  it("is never told in more than 64 KB", () => {
    const metadata = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`key_${index}`, "د".repeat(500)]),
    );
    const history = payments.flatMap((payment) => historyOf(payment, [chosen("a"), chosen("b")]));
    const purchase = { orderRef: session.orderRef, sessions: [session], payments, history };
    for (const told of [session, { ...session, metadata }]) {
      const record = toSessionRecord(told, purchase, () => "https://pay.shop.example/pay/cs_1");
      assert.ok(Buffer.byteLength(JSON.stringify(record)) < 64_000);
      assert.ok(record.payments.some(({ status }) => status === "paid"));
    }
  });

  it("leaves out what banks call them before it grows too long", () => {
    const [payment] = payments;
    assert.ok(payment !== undefined);
    const metadata = (length: number) => ({ of: "د".repeat(length) });
    const recordOf = (length: number) =>
      toSessionRecord(
        { ...session, metadata: metadata(length) },
        { orderRef: session.orderRef, sessions: [session], payments: [payment], history: [] },
        () => "https://pay.shop.example/pay/cs_1",
      );
    assert.deepEqual(recordOf(1_000).payments[0]?.references, named);
    const long = recordOf(30_300);
    assert.ok(Buffer.byteLength(JSON.stringify(long)) < 62_000);
    assert.ok(long.payments[0] !== undefined && !("references" in long.payments[0]));
  });
});
