/** OTT Pay's words in its call-back. Lenient, as all that is read. */
import { z } from "zod";
import type { OpenedFields } from "./envelope.ts";
import { readReferences } from "./wire-references.ts";
import { currencyOf, stateOf, text } from "./wire.ts";

const callback = z.object({
  rspCode: text,
  merchant_id: text,
  prepay_order_id: text,
  sale_num: text,
  order_id: text,
  order_status: text,
  amount: text,
  tip: text,
  convenience_fee: text,
  currency_type: text,
});

/** What may be kept of a call-back: money and references. Never `remarks`, `email`, `sub_openId`. */
const keptFields = [
  "order_id",
  "bizpay_order_id",
  "sale_num",
  "amount",
  "tip",
  "convenience_fee",
  "exchange_rate",
  "finish_time",
  "order_status",
] as const;

export function readCallback(fields: OpenedFields) {
  const told = callback.parse(fields);
  return {
    code: told.rspCode?.toUpperCase(),
    merchantId: told.merchant_id,
    prepayId: told.prepay_order_id,
    orderNumber: told.sale_num,
    transactionRef: told.order_id,
    state: told.order_status === undefined ? undefined : stateOf(told.order_status),
    amountCents: told.amount,
    tipCents: told.tip,
    feeCents: told.convenience_fee,
    currency: currencyOf(told.currency_type),
    references: readReferences(fields),
    facts: factsOf(fields),
  };
}

function factsOf(fields: OpenedFields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    keptFields.flatMap((name) => {
      const value = fields[name];
      return value !== undefined && /^[\x20-\x7e]{1,64}$/.test(value) ? [[name, value]] : [];
    }),
  );
}
