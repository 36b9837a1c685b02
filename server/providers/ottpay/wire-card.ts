/**
 * OTT Pay's words for cards through Global Payments Portico: the charge, the question about it, and
 * what both are answered with. Strict in what is sent, lenient in what is read, as in wire.ts.
 */
import { z } from "zod";
import type { Card, GatewayState } from "../provider.ts";
import type { CardSeal } from "./card-seal.ts";
import type { OpenedFields } from "./envelope.ts";
import { cents, filled, orderId, text } from "./wire.ts";
import type { GatewayCall } from "./wire.ts";
import { verdictOf, vetoesSuccess } from "./wire-codes.ts";
import { readReferences } from "./wire-references.ts";

const termId = "CNP_ECOM";
const channelType = "PORTICOECOM";
const bizType = "portico_card";

const charge = z.strictObject({
  orderId,
  merId: filled,
  shopId: filled,
  termId: z.literal(termId),
  operator_id: filled,
  txnTime: z.string().regex(/^[0-9]{14}$/),
  txnAmt: cents,
  cc_number: filled,
  cc_sha: filled,
  cc_type: z.enum(["VISA", "MC"]),
  channelType: z.literal(channelType),
  biz_type: z.literal(bizType),
  cc_channelType: z.literal("web"),
  currency: z.enum(["CAD", "USD"]),
  cc_maskednum: z.string().regex(/^[0-9]{4}$/),
});

/** All of it is required. */
const cardObject = z.strictObject({
  cc_number: filled,
  cc_name: filled,
  cc_expiry: filled,
  cvn2: filled,
  ssl_avs_address: filled,
  ssl_city: filled,
  ssl_province: filled,
  ssl_avs_zip: filled,
  ssl_country: filled,
});

export interface ChargeOrder {
  readonly action: "CC_PURCHASE" | "CC_PREAUTH";
  readonly merchantId: string;
  readonly shopId: string;
  readonly operatorId: string;
  readonly orderNumber: string;
  readonly amountCents: string;
  readonly currency: string;
  readonly at: number;
  readonly card: Card;
  readonly seal: CardSeal;
  readonly signKey: string;
}

export function toCharge(order: ChargeOrder): GatewayCall {
  const { cc_number, cc_sha } = order.seal(toCardObject(order.card), order.signKey);
  const fields = charge.parse({
    orderId: order.orderNumber,
    merId: order.merchantId,
    shopId: order.shopId,
    termId,
    operator_id: order.operatorId,
    txnTime: beijingTime(order.at),
    txnAmt: order.amountCents,
    cc_number,
    cc_sha,
    cc_type: order.card.brand,
    channelType,
    biz_type: bizType,
    cc_channelType: "web",
    currency: order.currency,
    cc_maskednum: order.card.number.slice(-4),
  });
  return { action: order.action, version: "2.0", fields: fields };
}

function toCardObject(card: Card): Readonly<Record<string, string>> {
  return cardObject.parse({
    cc_number: card.number,
    cc_name: card.name,
    cc_expiry: card.expiry,
    cvn2: card.cvv,
    ssl_avs_address: card.address,
    ssl_city: card.city,
    ssl_province: card.province,
    ssl_avs_zip: card.postalCode,
    ssl_country: card.country,
  });
}

/** OTT Pay's clocks are in Beijing, eight hours ahead all year. */
function beijingTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().replace(/\D/g, "").slice(0, 14);
}

export function toChargeQuery(
  merchantId: string,
  shopId: string,
  orderNumber: string,
): GatewayCall {
  const fields = {
    orderId: orderId.parse(orderNumber),
    merchant_id: filled.parse(merchantId),
    shopId: filled.parse(shopId),
    termId,
    channelType,
    bizType,
    cc_channelType: "GLBPAYMNTS",
  };
  return { action: "CC_QUERYPAY", version: "2.0", fields };
}

const reply = z.object({
  rspCode: text,
  orderId: text,
  trackorderId: text,
  bizpay_order_id: text,
  amount: text,
  tip: text,
  order_status: text,
  convenience_fee: text,
  refundAmount: text,
});

/**
 * What OTT Pay says became of a charge: `success` only where nothing beside it contradicts. `unstated`:
 * what was asked succeeded, and the field that says how the charge stands, which OTT Pay does not
 * promise, is not there.
 */
export type ChargeStatus = "success" | "fail" | "error" | "processing" | "unstated" | "unsaid";

/** `rspMsg`, `trade_time`, `exchange_rate` and whatever else stands there are not read. */
export function readCharge(fields: OpenedFields) {
  const told = reply.parse(fields);
  const code = told.rspCode?.toUpperCase();
  return {
    orderNumber: told.orderId,
    transactionRef: told.bizpay_order_id ?? told.trackorderId,
    status: statusOf(told.order_status, code),
    /** With no status beside it: that of what was asked, be it a charge or a question. */
    code: told.order_status === undefined ? code : undefined,
    amountCents: told.amount,
    tipCents: told.tip,
    feeCents: told.convenience_fee,
    refundedCents: told.refundAmount,
    references: readReferences(fields),
  };
}

function statusOf(stated: string | undefined, code: string | undefined): ChargeStatus {
  const status = stated?.toLowerCase();
  switch (status) {
    case "success":
      return vetoesSuccess(code) ? "unsaid" : "success";
    case "fail":
    case "error":
    case "processing":
      return status;
    case undefined:
      return code === undefined ? "unsaid" : statusByCode(code);
    default:
      return "unsaid";
  }
}

function statusByCode(code: string): ChargeStatus {
  const verdict = verdictOf(code);
  if (verdict === "success") return "unstated";
  return verdict === "refused" ? "fail" : "unsaid";
}

/** An answer to a question is final; in the answer to the charge itself an `error` may still be one of the way. */
export function stateOf(
  status: ChargeStatus,
  asked: "charge" | "query",
  success: Extract<GatewayState, "paid" | "authorized">,
): GatewayState {
  if (status === "success") return success;
  if (status === "unstated") return "unstated";
  if (status === "fail" || (status === "error" && asked === "query")) return "failed";
  return "open";
}
