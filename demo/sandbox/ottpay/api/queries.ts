/** The questions OTT Pay answers: about an order, about a payment, about a rate. */
import type { OttpayGateway } from "../model/gateway.ts";
import { statusOf } from "../model/order.ts";
import { toBeijingTime } from "./beijing.ts";
import { refusal, success } from "./reply.ts";
import type { Action, Asked, Reply } from "./reply.ts";

export const queryPrepay: Action = {
  version: "2.0",
  required: ["merchant_id", "prepay_order_id"],
  act: answerPrepay,
};

export const queryStatus: Action = { version: "1.0", required: ["order_id"], act: answerStatus };

export const queryRate: Action = { version: "1.0", required: ["fee_type"], act: answerRate };

/** @see https://docs.ottpay.com/payment-api/12-1-api-for-checkout-payment */
function answerPrepay(gateway: OttpayGateway, asked: Asked, lagMs: number): Reply {
  const order = gateway.book.find(asked["prepay_order_id"] ?? "");
  if (order === undefined) return refusal("FAIL", "order does not exist");
  const now = gateway.engine.world.now();
  const seen = { ...order, payments: order.payments.filter((each) => each.paidAt + lagMs <= now) };
  const payment = seen.payments.at(-1);
  const lagging = payment === undefined && order.payments.length > 0;
  const { times } = gateway.dialect;
  return success({
    rspCode: "SUCCESS",
    rspMsg: "success",
    merchant_id: gateway.merchant.merchantId,
    amount: payment?.amount ?? order.amount,
    tip: payment?.tip ?? "0",
    status: lagging ? "PROCESSING" : statusOf(seen, now),
    prepay_order_id: order.prepayOrderId,
    sale_num: order.saleNum,
    currency_type: payment?.currency ?? order.currency,
    create_time: toBeijingTime(order.createdAt, times),
    expire_time: toBeijingTime(order.expiresAt, times),
    ...(payment && { order_id: payment.orderId, payments_methods: payment.wallet }),
  });
}

function answerStatus(gateway: OttpayGateway, asked: Asked): Reply {
  const orderId = asked["order_id"] ?? "";
  const payment = gateway.book
    .findByTransaction(orderId)
    ?.payments.find((each) => each.orderId === orderId);
  if (payment === undefined) return refusal("FAIL", "order does not exist");
  return success({
    order_id: payment.orderId,
    bizpay_order_id: payment.bizpayOrderId,
    total_amount: payment.amount,
    refund_fee: payment.refunded,
    order_status: "success",
    trade_time: toBeijingTime(payment.paidAt, gateway.dialect.times),
    tip: payment.tip,
    exchange_rate: "5.057030",
  });
}

/** Yuan for one unit, times 10^8. Invented, and always the same. */
const rates: Readonly<Record<string, string>> = {
  CAD: "505703000",
  USD: "688120000",
  CNY: "100000000",
};

function answerRate(_gateway: OttpayGateway, asked: Asked): Reply {
  const feeType = asked["fee_type"] ?? "";
  const rate = Object.hasOwn(rates, feeType) ? rates[feeType] : undefined;
  if (rate === undefined) return refusal("PARAM_INVALID", "fee_type is not known");
  return success({ feeType, rate });
}
