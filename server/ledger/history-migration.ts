/**
 * The history as sentences, which is how it was stored before it was stored as facts. Instances of
 * that version decide by the sentences, and both may run during a rolling restart: so every row is
 * written with its old sentence too, and a row that has no fact is read by it. These sentences are
 * a released format: they are never changed, whatever a person reads today.
 */
import { fact, isSameFact, type PaymentFact } from "../../contract/facts.ts";

const whole: readonly (readonly [sentence: string, said: PaymentFact])[] = [
  ["adopted: the gateway states our order", fact("order_adopted")],
  ["not adopted: the gateway does not state our order", fact("order_not_adopted")],
  ["cannot be closed at the gateway; watched instead", fact("order_unclosable")],
  ["link handed out", fact("link_handed_out")],
  ["asked the gateway", fact("gateway_asked")],
  ["the gateway answered about another order", fact("answer_about_another_order")],
  ["an attempt was declined, another is possible", fact("attempt_declined")],
  ["paid", fact("paid")],
  ["failed", fact("failed")],
  ["canceled", fact("canceled")],
  ["refunded at the gateway", fact("refunded")],
  ["expired", { fact: "expired", data: {} }],
  [
    "expired: the gateway never said that it exists",
    { fact: "expired", data: { reason: "never_seen" } },
  ],
  ["authorized", { fact: "authorized", data: {} }],
  ["authorized: cash_on_delivery", { fact: "authorized", data: { reason: "cash_on_delivery" } }],
  [
    "orphan: whoever was making it is gone",
    { fact: "order_orphaned", data: { why: "maker_gone" } },
  ],
  [
    "orphan: the gateway's answer was never seen",
    { fact: "order_orphaned", data: { why: "answer_unseen" } },
  ],
  ["not decided yet: asking", { fact: "charge_undecided", data: { why: "not_decided" } }],
  ["no usable answer: asking", { fact: "charge_undecided", data: { why: "no_answer" } }],
  ["notified: no state", { fact: "notified", data: { state: "none" } }],
  [
    "review: paid by a test method, which moves no real money",
    { fact: "review", data: { reason: "test_method" } },
  ],
];

/** Sentences around one value. */
interface Pattern {
  readonly before: string;
  readonly after: string;
  readonly read: (value: string) => PaymentFact;
  /** The value, where the fact is of this pattern. */
  readonly valueOf: (said: PaymentFact) => string | undefined;
}

const patterns: readonly Pattern[] = [
  {
    before: "order ",
    after: " begun",
    read: (orderNumber) => ({ fact: "order_begun", data: { orderNumber } }),
    valueOf: (said) => (said.fact === "order_begun" ? said.data.orderNumber : undefined),
  },
  {
    before: "charge ",
    after: " begun",
    read: (orderNumber) => ({ fact: "charge_begun", data: { orderNumber } }),
    valueOf: (said) => (said.fact === "charge_begun" ? said.data.orderNumber : undefined),
  },
  {
    before: "not made: ",
    after: "",
    read: (reason) => ({ fact: "order_not_made", data: { reason } }),
    valueOf: (said) => (said.fact === "order_not_made" ? said.data.reason : undefined),
  },
  {
    before: "not charged: ",
    after: "",
    read: (reason) => ({ fact: "charge_not_made", data: { reason } }),
    valueOf: (said) => (said.fact === "charge_not_made" ? said.data.reason : undefined),
  },
  {
    before: "link kept: ",
    after: "",
    read: (code) => ({ fact: "link_kept", data: { code } }),
    valueOf: (said) => (said.fact === "link_kept" ? said.data.code : undefined),
  },
  {
    before: "method chosen: ",
    after: "",
    read: (code) => ({ fact: "method_chosen", data: { code } }),
    valueOf: (said) => (said.fact === "method_chosen" ? said.data.code : undefined),
  },
  {
    before: "notified: ",
    after: "",
    read: (state) => ({ fact: "notified", data: { state } }),
    valueOf: (said) => (said.fact === "notified" ? said.data.state : undefined),
  },
  {
    before: "unmatched notification ",
    after: "",
    read: (fingerprint) => ({ fact: "notification_unmatched", data: { fingerprint } }),
    valueOf: (said) => (said.fact === "notification_unmatched" ? said.data.fingerprint : undefined),
  },
  {
    before: "a notification names a reference ",
    after: "",
    read: (fingerprint) => ({ fact: "reference_heard", data: { fingerprint } }),
    valueOf: (said) => (said.fact === "reference_heard" ? said.data.fingerprint : undefined),
  },
  {
    before: "review: the gateway's answer does not fit the order (",
    after: ")",
    read: (fit) => ({ fact: "review", data: { reason: `amount_${fit}` } }),
    valueOf: (said) =>
      said.fact === "review" ? said.data.reason.replace(/^amount_/, "") : undefined,
  },
  {
    before: "second transaction ",
    after: "",
    read: (transactionRef) => ({ fact: "second_transaction", data: { transactionRef } }),
    valueOf: (said) => (said.fact === "second_transaction" ? said.data.transactionRef : undefined),
  },
  ...(["paid", "failed"] as const).map((as): Pattern => ({
    before: `resolved as ${as}: `,
    after: "",
    read: (note) => ({ fact: "resolved", data: { as, note } }),
    valueOf: (said) =>
      said.fact === "resolved" && said.data.as === as ? said.data.note : undefined,
  })),
  {
    before: "",
    after: "",
    read: (said) => ({ fact: "other", data: { said } }),
    valueOf: (said) => (said.fact === "other" ? said.data.said : undefined),
  },
];

/** What a sentence of the version before says. */
export function readOldSentence(sentence: string): PaymentFact {
  const known = whole.find(([one]) => one === sentence)?.[1];
  if (known !== undefined) return known;
  for (const { before, after, read } of patterns) {
    const isLonger = sentence.length >= before.length + after.length;
    if (isLonger && sentence.startsWith(before) && sentence.endsWith(after)) {
      return read(sentence.slice(before.length, sentence.length - after.length));
    }
  }
  return { fact: "other", data: { said: sentence } };
}

/** What the version before would have written. */
export function writeOldSentence(said: PaymentFact): string {
  const known = whole.find(([, one]) => isSameFact(one, said))?.[0];
  if (known !== undefined) return known;
  for (const { before, after, valueOf } of patterns) {
    const value = valueOf(said);
    if (value !== undefined) return `${before}${value}${after}`;
  }
  return said.fact;
}
