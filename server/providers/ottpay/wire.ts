/**
 * OTT Pay's words: fields and actions. (Its codes, and those of its call-back and of cards, are in the
 * other wire files; nothing else names one.) Strict in what is sent (a wrong field is our
 * mistake and must not leave), lenient in what is read (spellings differ between its pages, unknown
 * fields are normal, numbers may be strings or not).
 * @see https://docs.ottpay.com/payment-api/12-1-api-for-checkout-payment/payment-request-api
 */
import { z } from "zod";
import type { GatewayState } from "../provider.ts";
import type { Envelope, OpenedFields, SealedFields } from "./envelope.ts";
import { verdictOf, vetoesSuccess } from "./wire-codes.ts";
import { readReferences } from "./wire-references.ts";

/** One question to the gateway, before it is sealed. */
export interface GatewayCall {
  readonly action: string;
  readonly version: string;
  readonly fields: SealedFields;
}

export const filled = z.string().min(1);
export const cents = z.string().regex(/^[1-9][0-9]{0,14}$/);
/** OTT Pay asks for 20 letters and digits, although its samples are longer. */
export const orderId = z.string().regex(/^[A-Za-z0-9]{1,20}$/);

const prepayInit = z.strictObject({
  merchant_id: filled,
  shop_id: filled,
  operator_id: filled,
  prepay_order_id: orderId,
  sale_num: orderId,
  amount: cents,
  currency_type: z.string().regex(/^[A-Z]{3}$/),
  biz_type: z.literal("PREPAY"),
  redirect_url: z.url(),
  call_back_url: z.url(),
  duration: z.string().regex(/^[1-9][0-9]{0,6}$/),
  remarks: filled,
  email: filled.optional(),
});

export interface PrepayOrder {
  readonly merchantId: string;
  readonly shopId: string;
  readonly operatorId: string;
  readonly orderNumber: string;
  readonly amountCents: string;
  readonly currency: string;
  readonly returnUrl: string;
  readonly notifyUrl: string;
  readonly durationSeconds: number;
  readonly orderRef: string;
  readonly email: string | undefined;
}

/** Longest `remarks` sent; OTT Pay publishes no limit. */
const remarksLength = 100;

export function toPrepayInit(order: PrepayOrder): GatewayCall {
  const fields = prepayInit.parse({
    merchant_id: order.merchantId,
    shop_id: order.shopId,
    operator_id: order.operatorId,
    prepay_order_id: order.orderNumber,
    sale_num: order.orderNumber,
    amount: order.amountCents,
    currency_type: order.currency,
    biz_type: "PREPAY",
    redirect_url: order.returnUrl,
    call_back_url: order.notifyUrl,
    duration: String(order.durationSeconds),
    remarks: order.orderRef.replace(/[^\x20-\x7e]/g, "-").slice(0, remarksLength),
    ...(order.email === undefined ? {} : { email: order.email }),
  });
  return {
    action: "PREPAY_INIT",
    version: "2.0",
    fields: fields as SealedFields,
  };
}

export function toPrepayQuery(merchantId: string, prepayId: string): GatewayCall {
  const fields = {
    merchant_id: filled.parse(merchantId),
    prepay_order_id: filled.parse(prepayId),
  };
  return { action: "PREPAY_QUERY", version: "2.0", fields };
}

export function toRateQuery(currency: string): GatewayCall {
  return {
    action: "EX_RATE_QUERY",
    version: "1.0",
    fields: { fee_type: filled.parse(currency) },
  };
}

/** The first level of a request: only `data` is sealed. */
export function toRequest(
  { action, version }: GatewayCall,
  merchantId: string,
  sealed: Envelope,
): object {
  return { action, version, merchant_id: merchantId, ...sealed };
}

/** A value as trimmed text; absent, empty and of another type are the same. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.trim())
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined);

const message = z.object({
  rsp_code: text,
  rep_code: text,
  merchant_id: text,
  data: text,
  md5: text,
});

/** What a reply and a call-back have in common. Nothing of it is covered by the seal. */
export interface Message {
  readonly code: string | undefined;
  readonly merchantId: string | undefined;
  readonly envelope: Envelope | undefined;
}

/** Undefined for what is no object. */
export function readMessage(value: unknown): Message | undefined {
  const parsed = message.safeParse(value);
  if (!parsed.success) return undefined;
  const { rsp_code, rep_code, merchant_id, data, md5 } = parsed.data;
  return {
    code: (rsp_code ?? rep_code)?.toUpperCase(),
    merchantId: merchant_id,
    envelope: data === undefined || md5 === undefined ? undefined : { data, md5 },
  };
}

const prepayInitReply = z.object({
  merchant_id: text,
  preypay_order_id: text,
  prepay_order_id: text,
  payinfo: text,
  payInfo: text,
});

/** `expire_time` is not read: its format is not published, our own duration says the same. */
export function readPrepayInit(fields: OpenedFields) {
  const reply = prepayInitReply.parse(fields);
  return {
    merchantId: reply.merchant_id,
    prepayId: reply.preypay_order_id ?? reply.prepay_order_id,
    link: reply.payinfo ?? reply.payInfo,
  };
}

const prepayQueryReply = z.object({
  rspCode: text,
  merchant_id: text,
  prepay_order_id: text,
  preypay_order_id: text,
  sale_num: text,
  order_id: text,
  status: text,
  amount: text,
  tip: text,
  convenience_fee: text,
  currency_type: text,
});

export function readPrepayQuery(fields: OpenedFields) {
  const reply = prepayQueryReply.parse(fields);
  const code = reply.rspCode?.toUpperCase();
  const state = reply.status === undefined ? undefined : stateOf(reply.status);
  return {
    /** Inside the seal, of a question that failed. */
    failureCode: code !== undefined && isFailureBeside(code, state) ? code : undefined,
    merchantId: reply.merchant_id,
    prepayId: reply.prepay_order_id ?? reply.preypay_order_id,
    orderNumber: reply.sale_num,
    transactionRef: reply.order_id,
    state,
    amountCents: reply.amount,
    tipCents: reply.tip,
    feeCents: reply.convenience_fee,
    currency: currencyOf(reply.currency_type),
    references: readReferences(fields),
  };
}

/** A certain refusal beats any state, another failure a success; without a state every code counts. */
function isFailureBeside(code: string, state: GatewayState | undefined): boolean {
  if (state === undefined || verdictOf(code) === "refused") return true;
  return state === "paid" && vetoesSuccess(code);
}

const states: ReadonlyMap<string, GatewayState> = new Map([
  ["SUCCESS", "paid"],
  ["TRADE_FINISHED", "paid"],
  ["ORDERCLOSE", "closed"],
  ["ORDERCLOSED", "closed"],
  ["CLOSED", "closed"],
]);

/** An unknown word is no word of an end: the order may still be paid. */
export function stateOf(status: string): GatewayState {
  return states.get(status.toUpperCase()) ?? "open";
}

/** Null = not stated. What is stated but no currency code is `XXX`, so that it matches no order. */
export function currencyOf(stated: string | undefined): string | null {
  if (stated === undefined) return null;
  return /^[A-Za-z]{3}$/.test(stated) ? stated.toUpperCase() : "XXX";
}
