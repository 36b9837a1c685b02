/** The sentence that a person reads for a fact. Nothing is decided by it: it may be changed at will. */
import type { PaymentFact } from "../../contract/facts.ts";

export function sentenceOf(entry: PaymentFact): string {
  switch (entry.fact) {
    case "order_begun":
      return `order ${entry.data.orderNumber} begun`;
    case "order_not_made":
      return `not made: ${entry.data.reason}`;
    case "order_orphaned":
      return entry.data.why === "maker_gone"
        ? "orphan: whoever was making it is gone"
        : "orphan: the gateway's answer was never seen";
    case "order_adopted":
      return "adopted: the gateway states our order";
    case "order_not_adopted":
      return "not adopted: the gateway does not state our order";
    case "order_unclosable":
      return "cannot be closed at the gateway; watched instead";
    case "link_handed_out":
      return "link handed out";
    case "link_kept":
      return `link kept: ${entry.data.code}`;
    case "method_chosen":
      return `method chosen: ${entry.data.code}`;
    case "charge_begun":
      return `charge ${entry.data.orderNumber} begun`;
    case "charge_not_made":
      return `not charged: ${entry.data.reason}`;
    case "charge_undecided":
      return entry.data.why === "not_decided"
        ? "not decided yet: asking"
        : "no usable answer: asking";
    case "notified":
      return `notified: ${entry.data.state === "none" ? "no state" : entry.data.state}`;
    case "notification_unmatched":
      return `unmatched notification ${entry.data.fingerprint}`;
    case "reference_heard":
      return `a notification names a reference ${entry.data.fingerprint}`;
    case "gateway_asked":
      return "asked the gateway";
    case "answer_about_another_order":
      return "the gateway answered about another order";
    case "attempt_declined":
      return "an attempt was declined, another is possible";
    case "authorized":
      return entry.data.reason === undefined ? "authorized" : `authorized: ${entry.data.reason}`;
    case "review":
      return `review: ${doubtAbout(entry.data.reason)}`;
    case "expired":
      return entry.data.reason === undefined
        ? "expired"
        : "expired: the gateway never said that it exists";
    case "refunded":
      return "refunded at the gateway";
    case "second_transaction":
      return `second transaction ${entry.data.transactionRef}`;
    case "resolved":
      return `resolved as ${entry.data.as}: ${entry.data.note}`;
    case "other":
      return entry.data.said;
    case "paid":
    case "failed":
    case "canceled":
      return entry.fact;
  }
}

function doubtAbout(reason: string): string {
  if (reason === "status_missing") return "the gateway does not say how the payment stands";
  return reason === "test_method"
    ? "paid by a test method, which moves no real money"
    : `the gateway's answer does not fit the order (${reason.replace(/^amount_/, "")})`;
}
