/**
 * Where the shopper's browser is sent, with what OTT Pay adds to it. None of it is signed. What is
 * added when nobody paid is not published; here it is `Trade_Canceled`.
 */
import type { Dialect } from "../model/dialect.ts";
import type { OrderRecord } from "../model/order.ts";

export function returnLink(order: OrderRecord, style: Dialect["returnFields"]): string {
  const payment = order.payments.at(-1);
  const done = style === "leading-space" ? " Trade_Finished" : "Trade_Finished";
  const added = {
    // What was asked for, in cents, whatever fee or tip came on top.
    total_fee: order.amount,
    ...(payment && { trade_no: payment.orderId }),
    out_trade_no: order.prepayOrderId,
    trade_status: payment === undefined ? "Trade_Canceled" : done,
  };
  const url = new URL(order.redirectUrl);
  for (const [name, value] of Object.entries(added)) {
    url.searchParams.append(
      name,
      style === "base64" ? Buffer.from(value).toString("base64") : value,
    );
  }
  return url.href;
}
