/**
 * REFUND: gives back a payment or a part of it. Which fields OTT Pay answers is not published; these
 * say what was done.
 */
import { randomDigits } from "../../world.ts";
import type { OttpayGateway } from "../model/gateway.ts";
import { refusal, success } from "./reply.ts";
import type { Action, Asked, Reply } from "./reply.ts";

export const refund: Action = { version: "1.0", required: ["ori_order_id", "refund_amt"], act };

function act(gateway: OttpayGateway, asked: Asked): Reply {
  const original = asked["ori_order_id"] ?? "";
  const amount = asked["refund_amt"] ?? "";
  if (!/^[1-9][0-9]{0,11}$/.test(amount)) {
    return refusal("PARAM_ERROR", "refund_amt must be cents, as digits");
  }
  const order = gateway.book.findByTransaction(original);
  const payment = order?.payments.find((each) => each.orderId === original);
  if (payment === undefined) return refusal("FAIL", "order does not exist");
  const refunded = BigInt(payment.refunded) + BigInt(amount);
  if (refunded > BigInt(payment.amount)) return refusal("FAIL", "more than was paid");
  const id = asked["order_id"] ?? `R${randomDigits(gateway.engine.world, 18)}`;
  if (!gateway.claimRefund(id)) return refusal("ORDER_USED", "order_id was used before");
  payment.refunded = String(refunded);
  return success({ order_id: id, ori_order_id: original, refund_amt: amount, status: "SUCCESS" });
}
