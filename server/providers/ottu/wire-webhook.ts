/**
 * Ottu's own words in what it sends us: which fields are signed, and which are kept. A message
 * carries the customer's name, address and card token; none of that passes this file.
 */
import { z } from "zod";
import type { GatewayState } from "../provider.ts";
import { maybe, shaped } from "./lenient.ts";
import { code, currency, readState, word } from "./wire.ts";

export type Message = Readonly<Record<string, unknown>>;

export const signatureField = "signature";
export const sessionIdField = "session_id";

export const signedByV1 = [
  "amount",
  "currency_code",
  "customer_address_city",
  "customer_address_country",
  "customer_address_line1",
  "customer_address_line2",
  "customer_address_postal_code",
  "customer_address_state",
  "customer_email",
  "customer_first_name",
  "customer_last_name",
  "customer_phone",
  "gateway_account",
  "gateway_name",
  "order_no",
  "reference_number",
  "result",
  "state",
] as const;

/** Dots are steps into nested objects. */
export const signedByV2 = [
  ...signedByV1,
  "agreement.id",
  "extra.autopay.subscription_id",
  "extra.merchant_id",
  "payment_type",
  "session_id",
  "token.customer_id",
  "token.pg_code",
  "token.token",
] as const;

/** By either scheme: of what we keep, V2 signs the session id and nothing else that V1 does not. */
export function isSigned(field: string): boolean {
  return (signedByV1 as readonly string[]).includes(field);
}

const plainAmount = maybe(shaped(/^\d{1,20}(\.\d{1,10})?$/));

/** What we keep of a notification: these fields in these shapes, nothing about the customer. */
const notification = z.object({
  session_id: maybe(shaped(/^[\w-]{1,128}$/)),
  order_no: maybe(shaped(/^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u)),
  reference_number: maybe(shaped(/^[\w.:/-]{1,128}$/)),
  result: maybe(word),
  state: maybe(word),
  amount: plainAmount,
  currency_code: maybe(currency),
  gateway_account: maybe(code),
  gateway_name: maybe(shaped(/^[\w .:-]{1,64}$/)),
  fee: maybe(shaped(/^\d{1,20}(\.\d{1,10})?( [A-Z]{3})?$/i)),
  paid_amount: plainAmount,
  settled_amount: plainAmount,
  remaining_amount: plainAmount,
  timestamp_utc: maybe(shaped(/^[\dTZ:.+ -]{1,40}$/)),
});

/** Only where no state is told: a `failed` result may leave the order open for another attempt. */
const results: Readonly<Record<string, GatewayState>> = {
  pending: "open",
  success: "paid",
  failed: "failed",
  error: "failed",
  canceled: "canceled",
  cod: "cash_on_delivery",
};

function claimedState(state: string | null, result: string | null): GatewayState | null {
  if (state !== null) return readState(state);
  return result !== null && Object.hasOwn(results, result) ? (results[result] ?? null) : null;
}

export function readNotification(message: unknown) {
  const told = notification.parse(message);
  return {
    sessionId: told.session_id,
    orderNumber: told.order_no,
    transactionRef: told.reference_number,
    state: claimedState(told.state, told.result),
    amount: told.amount,
    currency: told.currency_code,
    fee: told.fee,
    code: told.gateway_account,
    facts: Object.fromEntries(
      Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
  };
}
