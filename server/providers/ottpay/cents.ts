/**
 * OTT Pay counts in cents, as text. It documents CAD, USD and CNY, where a cent is the minor unit;
 * for a currency with other decimals we assume the minor unit too. Reading takes what Gson makes of
 * a number (`2004.0`, `1.0E7`) because it is the same amount, digit by digit: no float takes part.
 */
import { formatMinor, maxAmountDigits, parseAmount } from "../../../contract/money.ts";

/** `("19.99","CAD")` → `"1999"`. @throws MoneyError */
export function toCents(amount: string, currency: string): string {
  return parseAmount(amount, currency).toString();
}

/** `("1999","CAD")` → `"19.99"`; null for anything that is not a whole number of cents. */
export function fromCents(text: string | undefined, currency: string): string | null {
  const minor = text === undefined ? null : parseCents(text);
  return minor === null ? null : formatMinor(minor, currency);
}

function parseCents(text: string): bigint | null {
  const match = /^([0-9]{1,32})(?:\.([0-9]{1,32}))?(?:[eE]\+?([0-9]{1,2}))?$/.exec(text);
  if (match === null) return null;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent);
  if (/[1-9]/.test(fraction.slice(shift))) return null;
  const digits = whole + fraction.slice(0, shift).padEnd(shift, "0");
  const minor = BigInt(digits);
  return minor.toString().length > maxAmountDigits ? null : minor;
}
