/**
 * CC_PURCHASE, CC_PREAUTH and CC_QUERYPAY: cards through Portico. No call-back is documented for
 * them, so none is sent.
 */
import { randomDigits } from "../../world.ts";
import { statusOfCharge, wishOf } from "../model/charge.ts";
import type { OttpayCharge } from "../model/charge.ts";
import type { OttpayGateway } from "../model/gateway.ts";
import { toBeijingTime } from "./beijing.ts";
import { openCard } from "./card-seal.ts";
import { refusal, success } from "./reply.ts";
import type { Action, Asked, Reply } from "./reply.ts";

/** As OTT Pay's table has it: `orderId`, `merId`, `termId`, `cc_type` and `cc_channelType` may be absent. */
const required = [
  "shopId",
  "operator_id",
  "txnTime",
  "txnAmt",
  "cc_number",
  "cc_sha",
  "channelType",
  "biz_type",
  "currency",
  "cc_maskednum",
];

const rules: ReadonlyArray<readonly [field: string, rule: RegExp, saying: string]> = [
  ["orderId", /^[A-Za-z0-9]{1,20}$/, "1 to 20 letters and digits"],
  ["termId", /^CNP_ECOM$/, "CNP_ECOM"],
  ["txnTime", /^[0-9]{14}$/, "yyyyMMddHHmmss"],
  ["txnAmt", /^[1-9][0-9]{0,11}$/, "cents, as digits"],
  ["cc_type", /^(VISA|MC)$/, "VISA or MC"],
  ["channelType", /^PORTICOECOM$/, "PORTICOECOM"],
  ["biz_type", /^portico_card$/, "portico_card"],
  ["cc_channelType", /^web$/, "web"],
  ["currency", /^(CAD|USD)$/, "CAD or USD"],
  ["cc_maskednum", /^[0-9]{4}$/, "4 digits"],
];

export const chargeCard: Action = {
  version: "2.0",
  required,
  act: (gateway, asked) => charge(gateway, asked, "CC_PURCHASE"),
};

export const authorizeCard: Action = {
  version: "2.0",
  required,
  act: (gateway, asked) => charge(gateway, asked, "CC_PREAUTH"),
};

export const queryCharge: Action = {
  version: "2.0",
  required: ["orderId", "termId", "channelType", "bizType"],
  act(gateway, asked, lagMs) {
    const found = gateway.charges.find(asked["orderId"] ?? "");
    if (found === undefined) return refusal("FAIL", "order does not exist");
    return answer(gateway, found, lagMs);
  },
};

/** Whether this card is one that is charged without an answer. */
export function isSilentCard(gateway: OttpayGateway, asked: Asked | null): boolean {
  const card = openCard(
    asked?.["cc_number"] ?? "",
    asked?.["cc_sha"] ?? "",
    gateway.merchant.signKey,
  );
  return wishOf(card?.["cc_number"] ?? "").silent === true;
}

function charge(gateway: OttpayGateway, asked: Asked, action: OttpayCharge["action"]): Reply {
  const wrong = rules.find(
    ([field, rule]) => asked[field] !== undefined && !rule.test(asked[field]),
  );
  if (wrong !== undefined) return refusal("PARAM_ERROR", `${wrong[0]} must be ${wrong[2]}`);
  const { merchantId, shopId, operatorId, signKey } = gateway.merchant;
  if (
    (asked["merId"] ?? merchantId) !== merchantId ||
    asked["shopId"] !== shopId ||
    asked["operator_id"] !== operatorId
  ) {
    return refusal("PARAM_INVALID", "merId, shopId or operator_id is not known");
  }
  const card = openCard(asked["cc_number"] ?? "", asked["cc_sha"] ?? "", signKey);
  if (card === undefined) return refusal("PARAM_INVALID", "cc_number does not open");
  const number = card["cc_number"] ?? "";
  const orderId = asked["orderId"] ?? `SB${randomDigits(gateway.engine.world, 18)}`;
  if (number.slice(-4) !== asked["cc_maskednum"]) {
    return refusal("PARAM_INVALID", "cc_maskednum is another card's");
  }
  if (gateway.charges.find(orderId) !== undefined) {
    return refusal("ORDER_USED", "orderId was used before");
  }
  const wish = { ...wishOf(number), ...gateway.cardWish };
  const { fee = "0" } = wish;
  const added = gateway.charges.add({
    orderId,
    action,
    amount: asked["txnAmt"] ?? "",
    currency: asked["currency"] ?? "",
    fee,
    taken: gateway.cardWish.taken ?? String(BigInt(asked["txnAmt"] ?? "0") + BigInt(fee)),
    brand: asked["cc_type"] ?? (number.startsWith("4") ? "VISA" : "MC"),
    last4: number.slice(-4),
    outcome: wish.outcome,
  });
  return answer(gateway, added, 0);
}

function answer(gateway: OttpayGateway, charge: OttpayCharge, lagMs: number): Reply {
  const status = statusOfCharge(charge, gateway.engine.world.now(), lagMs);
  return success({
    rspCode: "SUCCESS",
    rspMsg: "success",
    trade_time: toBeijingTime(charge.chargedAt, gateway.dialect.times),
    orderId: charge.orderId,
    trackorderId: charge.bizpayOrderId.slice(0, 12),
    bizpay_order_id: charge.bizpayOrderId,
    amount: charge.taken,
    tip: "0",
    order_status: status,
    exchange_rate: "1",
    convenience_fee: charge.fee,
    refundAmount: "0",
  });
}
