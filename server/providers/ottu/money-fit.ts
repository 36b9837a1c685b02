/**
 * Whether the money Ottu reports is the money the order asked for. Ottu keeps the order's amount
 * and currency apart from what the method charged: the fee and another currency are on top, so they
 * are recorded and not compared. The unpaid rest counts only once Ottu says that the order was paid,
 * given back since or not: what is authorised, or due on delivery, is all still to be paid.
 */
import { parseAmount } from "../../../contract/money.ts";
import type { GatewayReport, KnownOrder, MoneyFit } from "../provider.ts";

export function fitsMoney(order: KnownOrder, report: GatewayReport): MoneyFit {
  if (report.currency !== null && report.currency !== order.currency) return "currency";
  if (report.currency === null || report.amount === null) return "unclear";
  const minor = (amount: string) => parseAmount(amount, order.currency);
  const excess = minor(report.amount) - minor(order.amount);
  if (excess < 0n) return "short";
  const wasTaken = report.state === "paid" || report.state === "refunded";
  if (wasTaken && report.remaining !== null && minor(report.remaining) > 0n) return "short";
  return excess === 0n ? "fits" : "unclear";
}
