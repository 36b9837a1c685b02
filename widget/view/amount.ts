/**
 * How an amount is written: the language's own way, with Latin digits, straight from the decimal
 * string. It has all the decimals ISO 4217 gives its currency, for the proxy wrote it, so they are
 * counted there instead of carrying the table; the browser's own would drop three of IQD. Where the
 * language has no sign for a currency its code follows the number: `12.750 KWD`.
 */
import type { Total } from "../public-types.ts";

/** The number alone: `12.750`. */
export function numberText(
  amount: string,
  tag: string,
  options?: Intl.NumberFormatOptions,
): string {
  const digits = amount.split(".")[1]?.length;
  return new Intl.NumberFormat(tag, {
    numberingSystem: "latn",
    ...(digits && { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    ...options,
  }).format(amount as `${number}`);
}

/**
 * The number with its currency; what cannot be read as money is shown as it came. Empty for a
 * preview that has no amount.
 */
export function amountText({ amount, currency }: Total, tag: string): string {
  if (!amount) return "";
  try {
    const text = numberText(amount, tag, { style: "currency", currency });
    return text.includes(currency) ? `${numberText(amount, tag)} ${currency}` : text;
  } catch {
    return `${amount} ${currency}`;
  }
}
