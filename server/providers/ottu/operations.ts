/**
 * What a merchant did to a payment afterwards. Ottu lists captures, voids and refunds below the
 * payment as transactions of their own, and may leave the payment's own state as it was: a captured
 * order then still reads `authorized`. What was taken decides, not the word above it.
 */
import { formatMinor, parseAmount } from "../../../contract/money.ts";
import type { GatewayReport } from "../provider.ts";
import { readAmount } from "./amounts.ts";

export interface Operation {
  /** `paid` = captured. */
  readonly state: string;
  readonly amount: string | null;
}

type Standing = Pick<GatewayReport, "state" | "amount" | "remaining">;

/**
 * How the payment stands after its operations. A capture of a part leaves a rest unpaid; one whose
 * amount cannot be read leaves a sum that nobody can judge: no amount.
 */
export function afterOperations(
  payment: Standing,
  operations: readonly Operation[],
  currency: string,
): Standing {
  if (payment.state === "authorized") return afterHold(payment, operations, currency);
  const whole = payment.amount === null ? null : parseAmount(payment.amount, currency);
  const isBack = whole !== null && whole > 0n && isAtLeast("refunded", whole, operations, currency);
  return payment.state === "paid" && isBack ? { ...payment, state: "refunded" } : payment;
}

function afterHold(
  payment: Standing,
  operations: readonly Operation[],
  currency: string,
): Standing {
  if (operations.some(({ state }) => state === "voided")) return { ...payment, state: "canceled" };
  if (!operations.some(({ state }) => state === "paid")) return payment;
  const captured = sumOf("paid", operations, currency);
  if (captured === null || payment.amount === null) {
    return { state: "paid", amount: null, remaining: null };
  }
  const isBack = captured > 0n && isAtLeast("refunded", captured, operations, currency);
  const rest = parseAmount(payment.amount, currency) - captured;
  return {
    state: isBack ? "refunded" : "paid",
    amount: payment.amount,
    remaining: formatMinor(rest < 0n ? 0n : rest, currency),
  };
}

function isAtLeast(
  state: string,
  minor: bigint,
  operations: readonly Operation[],
  currency: string,
): boolean {
  const sum = sumOf(state, operations, currency);
  return sum !== null && sum >= minor;
}

/** Null where one of the amounts cannot be read. */
function sumOf(state: string, operations: readonly Operation[], currency: string): bigint | null {
  let sum = 0n;
  for (const operation of operations) {
    if (operation.state !== state) continue;
    const amount = readAmount(operation.amount, currency);
    if (amount === null) return null;
    sum += parseAmount(amount, currency);
  }
  return sum;
}
