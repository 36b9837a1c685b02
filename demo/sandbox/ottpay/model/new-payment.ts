/** A payment of an order from what is told of it; the rest is as if a shopper had paid in full. */
import { randomDigits } from "../../world.ts";
import type { OttpayGateway } from "./gateway.ts";
import type { OrderRecord, OttpayTransaction } from "./order.ts";

export function newPayment(
  gateway: OttpayGateway,
  order: OrderRecord,
  paid: Partial<OttpayTransaction>,
): OttpayTransaction {
  const { world } = gateway.engine;
  const fee = paid.fee ?? "0";
  return {
    orderId: paid.orderId ?? `1${randomDigits(world, 16)}`,
    bizpayOrderId: `SB${randomDigits(world, 16)}`,
    wallet: paid.wallet ?? "WECHATPAY",
    amount: paid.amount ?? String(BigInt(order.amount) + BigInt(fee)),
    currency: paid.currency ?? order.currency,
    fee,
    tip: paid.tip ?? "0",
    paidAt: world.now(),
    refunded: "0",
  };
}
