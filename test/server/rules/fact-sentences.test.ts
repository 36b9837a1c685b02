/** The sentences that people read, one for each fact: as `payments[].history[].what`. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fact, factNames, type PaymentFact } from "../../../contract/facts.ts";
import { sentenceOf } from "../../../server/rules/fact-sentences.ts";

const sentences: readonly (readonly [said: PaymentFact, sentence: string])[] = [
  [{ fact: "order_begun", data: { orderNumber: "W-1-AB" } }, "order W-1-AB begun"],
  [{ fact: "order_not_made", data: { reason: "refused" } }, "not made: refused"],
  [
    { fact: "order_orphaned", data: { why: "maker_gone" } },
    "orphan: whoever was making it is gone",
  ],
  [
    { fact: "order_orphaned", data: { why: "answer_unseen" } },
    "orphan: the gateway's answer was never seen",
  ],
  [fact("order_adopted"), "adopted: the gateway states our order"],
  [fact("order_not_adopted"), "not adopted: the gateway does not state our order"],
  [fact("order_unclosable"), "cannot be closed at the gateway; watched instead"],
  [fact("link_handed_out"), "link handed out"],
  [{ fact: "link_kept", data: { code: "already_paid" } }, "link kept: already_paid"],
  [{ fact: "method_chosen", data: { code: "knet-main" } }, "method chosen: knet-main"],
  [{ fact: "charge_begun", data: { orderNumber: "C7" } }, "charge C7 begun"],
  [{ fact: "charge_not_made", data: { reason: "late" } }, "not charged: late"],
  [{ fact: "charge_undecided", data: { why: "not_decided" } }, "not decided yet: asking"],
  [{ fact: "charge_undecided", data: { why: "no_answer" } }, "no usable answer: asking"],
  [{ fact: "notified", data: { state: "paid" } }, "notified: paid"],
  [{ fact: "notified", data: { state: "none" } }, "notified: no state"],
  [
    { fact: "notification_unmatched", data: { fingerprint: "ab12" } },
    "unmatched notification ab12",
  ],
  [
    { fact: "reference_heard", data: { fingerprint: "ab12" } },
    "a notification names a reference ab12",
  ],
  [fact("gateway_asked"), "asked the gateway"],
  [fact("answer_about_another_order"), "the gateway answered about another order"],
  [fact("attempt_declined"), "an attempt was declined, another is possible"],
  [fact("paid"), "paid"],
  [{ fact: "authorized", data: {} }, "authorized"],
  [{ fact: "authorized", data: { reason: "cash_on_delivery" } }, "authorized: cash_on_delivery"],
  [
    { fact: "review", data: { reason: "test_method" } },
    "review: paid by a test method, which moves no real money",
  ],
  [
    { fact: "review", data: { reason: "amount_short" } },
    "review: the gateway's answer does not fit the order (short)",
  ],
  [
    { fact: "review", data: { reason: "status_missing" } },
    "review: the gateway does not say how the payment stands",
  ],
  [fact("failed"), "failed"],
  [fact("canceled"), "canceled"],
  [{ fact: "expired", data: {} }, "expired"],
  [
    { fact: "expired", data: { reason: "never_seen" } },
    "expired: the gateway never said that it exists",
  ],
  [fact("refunded"), "refunded at the gateway"],
  [{ fact: "second_transaction", data: { transactionRef: "T2" } }, "second transaction T2"],
  [{ fact: "resolved", data: { as: "paid", note: "seen" } }, "resolved as paid: seen"],
  [{ fact: "other", data: { said: "by a newer version" } }, "by a newer version"],
];

describe("the sentences of the history", () => {
  for (const [said, sentence] of sentences) {
    it(`say: ${sentence}`, () => assert.equal(sentenceOf(said), sentence));
  }

  it("are there for every fact", () => {
    const tried = new Set(sentences.map(([said]) => said.fact));
    assert.deepEqual(
      factNames.filter((name) => !tried.has(name)),
      [],
    );
  });
});
