/**
 * Ottu's own words for orders: every path, field and state, and no decision. (Those of its lists,
 * refusals, webhooks and older API are in the other wire files; nothing else names one.) Requests are
 * built strictly, answers are read leniently: fields have been added over the years and installations
 * differ in age.
 * @see https://docs.ottu.com/developer/
 */
import { z } from "zod";
import type { Customer, PaymentTerms } from "../../../contract/contract.ts";
import type { GatewayState, OrderRequest, References } from "../provider.ts";
import { readBankReferences } from "./bank-references.ts";
import { caption, maybe, rows, shaped, text } from "./lenient.ts";

export type OttuPlugin = "e_commerce" | "payment_request";

export const paths = {
  orders: "/b/checkout/v1/pymt-txn/",
  order: (sessionId: string) => `/b/checkout/v1/pymt-txn/${encodeURIComponent(sessionId)}/`,
  operation: "/b/pbl/v2/operation/",
} as const;

/** A replay of an operation under the same value is answered with the first one's outcome. */
export const operationKeyHeader = "tracking-key";

// --- requests ---------------------------------------------------------------------------------

export function toOrder(order: OrderRequest, plugin: OttuPlugin): object {
  return {
    type: plugin,
    amount: order.amount,
    currency_code: order.currency,
    pg_codes: order.codes,
    order_no: order.orderNumber,
    redirect_url: order.returnUrl,
    webhook_url: order.notifyUrl,
    language: /^ar(-|$)/i.test(order.locale ?? "") ? "ar" : "en",
    expiration_time: toPeriod(order.expiresInSeconds),
    ...toCustomer(order.customer ?? {}),
    ...toTerms(order.terms ?? {}, order.customer ?? {}),
  };
}

/**
 * What the customer is told of: that money was taken, reserved or given back. Not that the order was
 * made, because that message carries a payment link of its own; not that it failed or expired,
 * because the shopper may have paid at another gateway meanwhile.
 */
const toldEvents = ["paid", "authorized", "captured", "refunded", "voided"];

/** A channel without an address to send to would be refused, with the whole order. */
function toTerms(terms: PaymentTerms, customer: Customer): object {
  const { paymentType, agreement, notifyCustomer } = terms;
  const isTold = {
    email: customer.email !== undefined,
    sms: toPhone(customer.phone) !== undefined,
  };
  const channels = [...new Set(notifyCustomer ?? [])].filter((channel) => isTold[channel]);
  return {
    payment_type: paymentType,
    agreement,
    notifications:
      channels.length === 0
        ? undefined
        : Object.fromEntries(channels.map((channel) => [channel, toldEvents])),
  };
}

function toCustomer(customer: Customer): object {
  return {
    customer_id: customer.id,
    customer_email: customer.email,
    customer_phone: toPhone(customer.phone),
    customer_first_name: customer.firstName,
    customer_last_name: customer.lastName,
    billing_address: toAddress(customer.address ?? {}),
  };
}

/** Longer than 16 is refused, with the whole order: a number that does not fit is left out. */
export function toPhone(phone: string | undefined): string | undefined {
  const digits = phone?.replaceAll(/[ ()-]/g, "");
  return digits === undefined || digits.length > 16 ? undefined : digits;
}

/** All or nothing: an address without one of its required fields is refused, with the whole order. */
function toAddress(address: NonNullable<Customer["address"]>): object | undefined {
  const { line1, line2, city, state, country, postalCode } = address;
  const required = [line1, city, country, postalCode];
  if (required.includes(undefined)) return undefined;
  return { line1, line2, city, state, country, postal_code: postalCode };
}

/** `DD HH:MM:SS`. */
function toPeriod(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const day = 86_400;
  const time = [(seconds % day) / 3600, (seconds % 3600) / 60, seconds % 60];
  return `${two(seconds / day)} ${time.map(two).join(":")}`;
}

export type OrderReference = { readonly sessionId: string } | { readonly orderNumber: string };

export function toExpire(reference: OrderReference): object {
  return "sessionId" in reference
    ? { operation: "expire", session_id: reference.sessionId }
    : { operation: "expire", order_no: reference.orderNumber };
}

// --- answers ----------------------------------------------------------------------------------

export const code = shaped(/^[^\s\p{C}]{1,128}$/u);
export const word = shaped(/^[\w.:-]{1,64}$/);
export const currency = shaped(/^[A-Za-z]{3}$/).transform((code) => code.toUpperCase());

const states: Readonly<Record<string, GatewayState>> = {
  created: "open",
  pending: "open",
  attempted: "attempted",
  authorized: "authorized",
  paid: "paid",
  cod: "cash_on_delivery",
  failed: "failed",
  invalided: "failed",
  canceled: "canceled",
  expired: "expired",
  refunded: "refunded",
};

/** Null for a state we have not heard of. */
export function readState(written: string): GatewayState | null {
  const state = written.toLowerCase();
  return Object.hasOwn(states, state) ? (states[state] ?? null) : null;
}

const chargeRow = z
  .object({
    code,
    amount: text,
    currency_code: maybe(currency),
    fee: maybe(text),
    fee_description: maybe(caption),
    redirect_url: maybe(text),
  })
  .transform((row) => ({
    code: row.code,
    amount: row.amount,
    currency: row.currency_code,
    fee: row.fee,
    feeDescription: row.fee_description,
    url: row.redirect_url,
  }));

const orderAnswer = z
  .object({
    session_id: maybe(shaped(/^[\w-]{1,128}$/)),
    checkout_url: maybe(text),
    state: maybe(word),
    amount: maybe(text),
    currency_code: maybe(currency),
    fee: maybe(text),
    remaining_amount: maybe(text),
    settled_amount: maybe(text),
    paid_amount: maybe(text),
    amount_details: maybe(z.object({ total: text, currency_code: currency, fee: maybe(text) })),
    order_no: maybe(text),
    reference_number: maybe(shaped(/^[\w.:/-]{1,128}$/)),
    gateway_account: maybe(code),
    expiration_time: maybe(text),
    payment_methods: rows(chargeRow),
    transactions: rows(z.object({ state: word, amount: maybe(text) })),
  })
  .transform((answer) => ({
    sessionId: answer.session_id,
    link: answer.checkout_url,
    // A state we have not heard of is no reason to end an order that may still be paid.
    state: answer.state === null ? null : (readState(answer.state) ?? "open"),
    amount: answer.amount,
    currency: answer.currency_code,
    fee: answer.fee,
    remaining: answer.remaining_amount,
    settled: answer.settled_amount,
    paid: answer.paid_amount,
    total: answer.amount_details?.total ?? null,
    totalCurrency: answer.amount_details?.currency_code ?? null,
    totalFee: answer.amount_details?.fee ?? null,
    orderNumber: answer.order_no,
    transactionRef: answer.reference_number,
    code: answer.gateway_account,
    lifeSeconds: fromPeriod(answer.expiration_time),
    charges: answer.payment_methods,
    operations: answer.transactions,
  }));
export type OrderAnswer = z.output<typeof orderAnswer> & {
  readonly references: References | undefined;
};

export function readOrder(json: unknown): OrderAnswer | null {
  const answer = orderAnswer.safeParse(json);
  return answer.success ? { ...answer.data, references: readBankReferences(json) } : null;
}

/** `DD HH:MM:SS` or `HH:MM:SS`. */
function fromPeriod(period: string | null): number | null {
  const match = /^(?:(\d{1,3}) )?(\d{1,2}):(\d{2}):(\d{2})$/.exec(period ?? "");
  if (match === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

const unsuccessful = /^(fail|error|reject|declin|denied)/i;

/** False where an operation was answered, but with a result that is not success. */
export function isOperationDone(json: unknown): boolean {
  const answer = z.object({ result: maybe(text) }).safeParse(json);
  return !(answer.success && answer.data.result !== null && unsuccessful.test(answer.data.result));
}
