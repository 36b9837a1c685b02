/**
 * What the version before stored as sentences is read as facts, and what is stored now says the same
 * to an instance of that version: both run at once during a rolling restart.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOldSentence, writeOldSentence } from "../../../server/ledger/history-migration.ts";

/** As the version before wrote them, each with the fact it decides by, or tells. */
const released: readonly (readonly [sentence: string, fact: string, data: object])[] = [
  ["order W-1-7JQQ1WX3 begun", "order_begun", { orderNumber: "W-1-7JQQ1WX3" }],
  ["order of two begun-1-AB begun", "order_begun", { orderNumber: "of two begun-1-AB" }],
  ["charge 20260101AB begun", "charge_begun", { orderNumber: "20260101AB" }],
  ["not made: timeout", "order_not_made", { reason: "timeout" }],
  ["not charged: 51", "charge_not_made", { reason: "51" }],
  ["link handed out", "link_handed_out", {}],
  ["link kept: session_canceled", "link_kept", { code: "session_canceled" }],
  ["method chosen: knet: main", "method_chosen", { code: "knet: main" }],
  ["orphan: whoever was making it is gone", "order_orphaned", { why: "maker_gone" }],
  ["orphan: the gateway's answer was never seen", "order_orphaned", { why: "answer_unseen" }],
  ["adopted: the gateway states our order", "order_adopted", {}],
  ["not adopted: the gateway does not state our order", "order_not_adopted", {}],
  ["a notification names a reference 0123456789abcdef", "reference_heard", fingerprint()],
  ["unmatched notification 0123456789abcdef", "notification_unmatched", fingerprint()],
  ["notified: paid", "notified", { state: "paid" }],
  ["notified: cash_on_delivery", "notified", { state: "cash_on_delivery" }],
  ["notified: no state", "notified", { state: "none" }],
  ["asked the gateway", "gateway_asked", {}],
  ["cannot be closed at the gateway; watched instead", "order_unclosable", {}],
  ["the gateway answered about another order", "answer_about_another_order", {}],
  ["an attempt was declined, another is possible", "attempt_declined", {}],
  ["not decided yet: asking", "charge_undecided", { why: "not_decided" }],
  ["no usable answer: asking", "charge_undecided", { why: "no_answer" }],
  ["paid", "paid", {}],
  ["authorized", "authorized", {}],
  ["authorized: cash_on_delivery", "authorized", { reason: "cash_on_delivery" }],
  ["review: paid by a test method, which moves no real money", "review", { reason: "test_method" }],
  [
    "review: the gateway's answer does not fit the order (currency)",
    "review",
    { reason: "amount_currency" },
  ],
  ["failed", "failed", {}],
  ["canceled", "canceled", {}],
  ["expired", "expired", {}],
  ["expired: the gateway never said that it exists", "expired", { reason: "never_seen" }],
  ["refunded at the gateway", "refunded", {}],
  ["second transaction shop8RL3", "second_transaction", { transactionRef: "shop8RL3" }],
  ["second transaction ", "second_transaction", { transactionRef: "" }],
  ["resolved as paid: seen in the panel", "resolved", { as: "paid", note: "seen in the panel" }],
  ["resolved as failed: paid: no", "resolved", { as: "failed", note: "paid: no" }],
  ["a sentence of nobody's", "other", { said: "a sentence of nobody's" }],
];

function fingerprint() {
  return { fingerprint: "0123456789abcdef" };
}

describe("the history of the version before", () => {
  for (const [sentence, fact, data] of released) {
    it(`is read and written alike: ${sentence}`, () => {
      const said = readOldSentence(sentence);
      assert.deepEqual(said, { fact, data });
      assert.equal(writeOldSentence(said), sentence);
    });
  }
});
