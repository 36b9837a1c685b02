/** Ottu's way of writing money, into ours: `"12.75"`, `"12.7500"` and `"12.750 KWD"` are `"12.750"`. */
import { currencyExponent, formatMinor, MoneyError, parseAmount } from "../../../contract/money.ts";

/**
 * The decimal with all decimals of `currency`, or null where it is none, has a sign, names another
 * currency, or is finer than the currency's minor unit.
 */
export function readAmount(written: string | null, currency: string): string | null {
  const match = /^(\d+)(?:\.(\d+))?(?: ([A-Z]{3}))?$/i.exec(written?.trim() ?? "");
  if (match === null) return null;
  const [, whole = "", fraction = "", named = currency] = match;
  const digits = currencyExponent(currency);
  if (named.toUpperCase() !== currency || /[1-9]/.test(fraction.slice(digits))) return null;
  const kept = fraction.slice(0, digits);
  try {
    return formatMinor(parseAmount(kept === "" ? whole : `${whole}.${kept}`, currency), currency);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
}

export function zero(currency: string): string {
  return formatMinor(0n, currency);
}

/** `minuend - subtrahend`, or zero where that would be negative. */
export function subtract(minuend: string, subtrahend: string, currency: string): string {
  const difference = parseAmount(minuend, currency) - parseAmount(subtrahend, currency);
  return formatMinor(difference < 0n ? 0n : difference, currency);
}
