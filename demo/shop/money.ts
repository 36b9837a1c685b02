/**
 * Prices are decimal strings and sums are made in whole minor units: a float would owe someone a
 * fils sooner or later. Numbers are written as the payment widget writes them, so that the price on
 * the shelf and the amount on the Pay button look the same.
 */

/** The currencies the shop has prices in, with their decimals. */
export const decimals = { CAD: 2, KWD: 3, SAR: 2 } as const;

export type Currency = keyof typeof decimals;
export const currencies = Object.keys(decimals) as readonly Currency[];

export function isCurrency(text: unknown): text is Currency {
  return typeof text === "string" && Object.hasOwn(decimals, text);
}

/** @param price with all the decimals of its currency, as the catalogue has them */
export function toMinor(price: string): bigint {
  return BigInt(price.replace(".", ""));
}

export function toDecimal(minor: bigint, currency: Currency): string {
  const digits = decimals[currency];
  const text = String(minor).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** @param tag the language to write it in, such as `ar-KW` */
export function priceText(amount: string, currency: Currency, tag: string): string {
  const digits = decimals[currency];
  const options = {
    numberingSystem: "latn",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  };
  const value = amount as Intl.StringNumericLiteral;
  const text = new Intl.NumberFormat(tag, { ...options, style: "currency", currency }).format(
    value,
  );
  if (!text.includes(currency)) return text;
  return `${new Intl.NumberFormat(tag, options).format(value)} ${currency}`;
}
