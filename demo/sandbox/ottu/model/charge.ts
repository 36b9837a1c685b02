/** What a method takes for a session: its currency, its fee, the sum. */
import { exchange, formatDecimal, parseDecimal } from "../../decimals.ts";
import type { Method } from "./methods.ts";

export interface Charge {
  readonly currency: string;
  readonly fee: string;
  /** Fee included. */
  readonly total: string;
}

export function chargeOf(
  session: { readonly amount: string; readonly currency: string },
  method: Method | undefined,
): Charge {
  const asked = parseDecimal(session.amount, session.currency) ?? 0n;
  const currency = method?.charges?.currency ?? session.currency;
  const rate = currency === session.currency ? undefined : method?.charges?.rate;
  const amount = rate === undefined ? asked : exchange(asked, rate, session.currency, currency);
  const fee = parseDecimal(method?.fee ?? "0", currency) ?? 0n;
  return {
    currency,
    fee: formatDecimal(fee, currency),
    total: formatDecimal(amount + fee, currency),
  };
}
