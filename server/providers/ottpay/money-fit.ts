/**
 * Whether what OTT Pay says was paid is what the order asked for. A convenience fee or a tip may
 * raise the amount, and OTT Pay does not say whether `amount` holds them: so each stated part may
 * be in it or not. Parts named by a verified call-back count as well, but they only ever explain an
 * excess: the query alone decides whether the order's own amount is there.
 */
import { parseAmount } from "../../../contract/money.ts";
import type { GatewayReport, KnownOrder, MoneyFit } from "../provider.ts";

interface Stated {
  readonly fee: string | null;
  readonly tip: string | null;
}

export function fitsMoney(order: KnownOrder, report: GatewayReport, stated: Stated): MoneyFit {
  if (report.currency !== null && report.currency !== order.currency) return "currency";
  if (report.amount === null) return "unclear";
  const minor = (amount: string) => parseAmount(amount, order.currency);
  const excess = minor(report.amount) - minor(order.amount);
  if (excess === 0n) return "fits";
  if (excess < 0n) return "short";

  const parts = (...amounts: ReadonlyArray<string | null>) =>
    amounts
      .flatMap((amount) => (amount === null ? [] : [minor(amount)]))
      .filter((part) => part > 0n);
  const fees = parts(report.fee, stated.fee);
  const tips = parts(report.tip, stated.tip);
  const explained = [0n, ...fees].some((fee) => [0n, ...tips].some((tip) => fee + tip === excess));
  if (explained) return "fits";
  return fees.length === 0 && tips.every((tip) => excess > tip) ? "over" : "unclear";
}
