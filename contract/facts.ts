/**
 * What can happen to a payment, as facts: a name and what belongs to it. What is decided from a
 * payment's past is decided from these; sentences are made of them where a person reads.
 */
import type { PaymentStatus } from "./vocabulary.ts";

/** Adding a name is compatible, changing one is not. */
export const factNames = [
  "order_begun",
  "order_not_made",
  "order_orphaned",
  "order_adopted",
  "order_not_adopted",
  "order_unclosable",
  "link_handed_out",
  "link_kept",
  "method_chosen",
  "charge_begun",
  "charge_not_made",
  "charge_undecided",
  "notified",
  "notification_unmatched",
  "reference_heard",
  "gateway_asked",
  "answer_about_another_order",
  "attempt_declined",
  "paid",
  "authorized",
  "review",
  "failed",
  "canceled",
  "expired",
  "refunded",
  "second_transaction",
  "resolved",
  "other",
] as const;
export type FactName = (typeof factNames)[number];

interface FactOf<Name extends FactName, Data extends object = Readonly<Record<never, string>>> {
  readonly fact: Name;
  readonly data: Readonly<Data>;
}

/** A fact without more to say of it. */
type Bare =
  | "order_adopted"
  | "order_not_adopted"
  | "order_unclosable"
  | "link_handed_out"
  | "gateway_asked"
  | "answer_about_another_order"
  | "attempt_declined"
  | "refunded"
  | Extract<PaymentStatus, "paid" | "failed" | "canceled">;

export type PaymentFact =
  | { readonly [Name in Bare]: FactOf<Name> }[Bare]
  | FactOf<"order_begun" | "charge_begun", { orderNumber: string }>
  /** Why nothing was made, or charged, at the gateway: its code, or a word of ours. */
  | FactOf<"order_not_made" | "charge_not_made", { reason: string }>
  /** It may exist at the gateway, and nobody has its link. */
  | FactOf<"order_orphaned", { why: "maker_gone" | "answer_unseen" }>
  /** The link was made and not given: the error code that stood in the way. */
  | FactOf<"link_kept", { code: string }>
  | FactOf<"method_chosen", { code: string }>
  | FactOf<"charge_undecided", { why: "not_decided" | "no_answer" }>
  /** What a verified notification claims; `none` where it claims nothing. */
  | FactOf<"notified", { state: string }>
  | FactOf<"notification_unmatched" | "reference_heard", { fingerprint: string }>
  | FactOf<"authorized", { reason?: "cash_on_delivery" }>
  | FactOf<"review", { reason: string }>
  | FactOf<"expired", { reason?: "never_seen" }>
  | FactOf<"second_transaction", { transactionRef: string }>
  /** `note` is the shop's own text. */
  | FactOf<"resolved", { as: "paid" | "failed"; note: string }>
  /** Said by another version of this program. */
  | FactOf<"other", { said: string }>;

/** A fact without more to say of it. */
export function fact<Name extends Bare>(name: Name): FactOf<Name> {
  return { fact: name, data: {} };
}

/** True for the same fact with the same data. */
export function isSameFact(one: PaymentFact, other: PaymentFact): boolean {
  const [a, b] = [Object.entries(one.data), new Map(Object.entries(other.data))];
  return (
    one.fact === other.fact &&
    a.length === b.size &&
    a.every(([name, value]) => b.get(name) === value)
  );
}
