/**
 * PREPAY_INIT: an order that a shopper can pay on our page. Strict, so that what works here is not
 * refused by OTT Pay. A number is used once; only the very same request, while the order is open, is
 * answered with the same link again (an assumption: OTT Pay does not say).
 * @see https://docs.ottpay.com/payment-api/12-1-api-for-checkout-payment/payment-request-api
 */
import type { OttpayGateway } from "../model/gateway.ts";
import { statusOf } from "../model/order.ts";
import type { OrderRecord } from "../model/order.ts";
import { toBeijingTime } from "./beijing.ts";
import { refusal, success } from "./reply.ts";
import type { Action, Asked, Reply } from "./reply.ts";

const required = [
  "merchant_id",
  "shop_id",
  "operator_id",
  "prepay_order_id",
  "sale_num",
  "amount",
  "currency_type",
  "biz_type",
  "redirect_url",
  "call_back_url",
  "duration",
];

const rules: ReadonlyArray<readonly [field: string, rule: RegExp, saying: string]> = [
  ["prepay_order_id", /^[A-Za-z0-9]{1,20}$/, "1 to 20 letters and digits"],
  ["sale_num", /^[A-Za-z0-9]{1,20}$/, "1 to 20 letters and digits"],
  ["amount", /^[1-9][0-9]{0,11}$/, "cents, as digits"],
  ["currency_type", /^(CAD|USD|CNY)$/, "CAD, USD or CNY"],
  ["biz_type", /^PREPAY$/, "PREPAY"],
  ["duration", /^[1-9][0-9]{0,6}$/, "seconds, as digits"],
  ["redirect_url", /^https?:\/\/[^\s]{1,500}$/, "an http address"],
  ["call_back_url", /^https?:\/\/[^\s]{1,500}$/, "an http address"],
];

export const initPrepay: Action = { version: "2.0", required, act };

function act(gateway: OttpayGateway, asked: Asked): Reply {
  const wrong = rules.find(([field, rule]) => !rule.test(asked[field] ?? ""));
  if (wrong !== undefined) return refusal("PARAM_ERROR", `${wrong[0]} must be ${wrong[2]}`);
  const { shopId, operatorId } = gateway.merchant;
  if (asked["shop_id"] !== shopId || asked["operator_id"] !== operatorId) {
    return refusal("PARAM_INVALID", "shop_id or operator_id is not known");
  }
  const known = gateway.book.find(asked["prepay_order_id"] ?? "");
  if (known !== undefined) return repeat(gateway, known, asked);
  if (gateway.book.hasSaleNum(asked["sale_num"] ?? "")) {
    return refusal("ORDER_USED", "sale_num was used before");
  }
  return accepted(gateway, open(gateway, asked));
}

function open(gateway: OttpayGateway, asked: Asked): OrderRecord {
  const createdAt = gateway.engine.world.now();
  return gateway.book.add(asked, {
    prepayOrderId: asked["prepay_order_id"] ?? "",
    saleNum: asked["sale_num"] ?? "",
    amount: asked["amount"] ?? "",
    currency: asked["currency_type"] ?? "",
    createdAt,
    expiresAt: createdAt + Number(asked["duration"]) * 1000,
    redirectUrl: asked["redirect_url"] ?? "",
    callbackUrl: asked["call_back_url"] ?? "",
    remarks: asked["remarks"] ?? null,
  });
}

function repeat(gateway: OttpayGateway, order: OrderRecord, asked: Asked): Reply {
  const names = new Set([...Object.keys(order.asked), ...Object.keys(asked)]);
  const same = [...names].every((name) => order.asked[name] === asked[name]);
  const isOpen = statusOf(order, gateway.engine.world.now()) === "PROCESSING";
  if (same && isOpen) return accepted(gateway, order);
  return refusal("ORDER_USED", "prepay_order_id was used before");
}

function accepted(gateway: OttpayGateway, order: OrderRecord): Reply {
  const { orderName, linkName, times } = gateway.dialect;
  return success({
    [orderName]: order.prepayOrderId,
    [linkName]: gateway.linkOf(order),
    expire_time: toBeijingTime(order.expiresAt, times),
  });
}
