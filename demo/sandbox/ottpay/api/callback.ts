/**
 * The call-back: a sealed message to the merchant after a payment. Sent once. Whether and how often
 * OTT Pay repeats one is not published, so a merchant must be able to do without.
 */
import type { OttpayGateway } from "../model/gateway.ts";
import { newPayment } from "../model/new-payment.ts";
import { noteDelivery } from "../model/order.ts";
import type { OrderRecord, OttpayTransaction } from "../model/order.ts";
import { toBeijingTime } from "./beijing.ts";
import { writeOuter } from "./outer.ts";
import { sealInDialect } from "./seal.ts";

export interface OttpayNotice {
  /** Fields that replace those of the call-back. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Outside the seal. */
  readonly resultCode?: string;
  readonly signKey?: string;
}

/** The merchant's HTTP status, null where none came. */
export async function sendCallback(
  gateway: OttpayGateway,
  order: OrderRecord,
  notice: OttpayNotice = {},
): Promise<number | null> {
  const { engine, merchant } = gateway;
  const payment = order.payments.at(-1) ?? inventPayment(gateway, order);
  const fields = { ...toFields(gateway, order, payment), ...notice.fields };
  const behaviour = engine.behaviours.take("ottpay", "callback");
  if (behaviour.do === "slow") await engine.schedule.wait(behaviour.ms);
  const signKey = behaviour.do === "wrong-seal" ? "WRONG" : notice.signKey;
  const head = { rsp_code: notice.resultCode ?? "SUCCESS", rsp_msg: "success" };
  const sealed = sealInDialect(gateway, fields, signKey);
  const message = { ...head, merchant_id: merchant.merchantId, ...sealed };

  const about = {
    gateway: "ottpay" as const,
    call: "callback",
    orderId: order.prepayOrderId,
    exchange: engine.journal.nextExchange(),
  };
  engine.journal.record({
    ...about,
    from: "gateway",
    kind: "request",
    status: null,
    sealed: message,
    opened: { ...head, ...fields },
  });
  const written = writeOuter(message, gateway.dialect.outer);
  const delivery = await engine.deliveries.post(order.callbackUrl, written);
  const status = delivery.outcome === "answered" ? delivery.status : null;
  const body = delivery.outcome === "answered" ? delivery.body : delivery;
  engine.journal.record({ ...about, from: "merchant", kind: "answer", status, opened: body });
  noteDelivery(order, {
    at: engine.world.now(),
    outcome: delivery.outcome,
    status,
    accepted: status === 200 && typeof body === "string" && /^\s*success/i.test(body),
  });
  return status;
}

function toFields(gateway: OttpayGateway, order: OrderRecord, payment: OttpayTransaction) {
  return {
    finish_time: toBeijingTime(payment.paidAt, gateway.dialect.times),
    order_id: payment.orderId,
    amount: payment.amount,
    tip: payment.tip,
    bizpay_order_id: payment.bizpayOrderId,
    sale_num: order.saleNum,
    merchant_id: gateway.merchant.merchantId,
    exchange_rate: "5.057030",
    ...(order.remarks === null ? {} : { remarks: order.remarks }),
    ...(payment.fee === "0" ? {} : { convenience_fee: payment.fee }),
  };
}

/** What a call-back says about an order that nobody paid. */
function inventPayment(gateway: OttpayGateway, order: OrderRecord): OttpayTransaction {
  return newPayment(gateway, order, { wallet: "WECHATPAY" });
}
