/**
 * Which references of the bank a payment keeps. They come in pieces, late, and of attempts that
 * failed before one succeeded; what is shown beside money must be that money's own.
 */
import type { Payment } from "../ledger/ledger.ts";
import type { GatewayState, References } from "../providers/provider.ts";
import { isSecondTransaction } from "./payment-state.ts";

interface Told {
  readonly references?: References;
  /** Of the gateway's transaction. */
  readonly transactionRef: string | null;
}

const withoutMoney: ReadonlySet<GatewayState> = new Set([
  "open",
  "attempted",
  "failed",
  "canceled",
  "expired",
  "closed",
]);

/** @param state what the answer or the message says of the payment; null = nothing */
export function withReferences(
  payment: Payment,
  { references, transactionRef }: Told,
  state: GatewayState | null,
): Payment["bankReferences"] {
  const { bankReferences: held } = payment;
  if (isSecondTransaction(payment, transactionRef)) return held;
  const of = state !== null && withoutMoney.has(state) ? "attempt" : "money";
  if (of === "attempt" && (hasMoney(payment) || held?.of === "money")) return held;
  // Another attempt than the one that is spoken of now.
  const mine = held?.of === of ? held : null;
  if (references === undefined) return of === "attempt" ? held : mine;
  if (mine === null || !contradict(mine.named, references)) {
    return { of, named: { ...mine?.named, ...references } };
  }
  return hasMoney(payment) ? mine : { of, named: references };
}

function hasMoney({ status }: Payment): boolean {
  return status === "paid" || status === "authorized" || status === "review";
}

function contradict(one: References, other: References): boolean {
  return Object.entries(other).some(
    ([name, value]) => Object.hasOwn(one, name) && one[name] !== value,
  );
}
