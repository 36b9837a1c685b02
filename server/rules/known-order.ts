/** A payment in the words in which its gateway is spoken to about it. */
import type { Payment } from "../ledger/ledger.ts";
import type { KnownOrder } from "../providers/provider.ts";

export function toKnownOrder(payment: Payment): KnownOrder {
  const { orderNumber, providerRef, amount, currency, method, codes, test } = payment;
  return { orderNumber, providerRef, amount, currency, method, codes, test };
}
