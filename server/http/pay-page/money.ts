/**
 * Amounts as the picker writes them: the language's own way, with Latin digits, or `12.750 KWD` where it
 * has no sign for the currency.
 */
import { currencyExponent } from "../../../contract/money.ts";

/** A decimal string with all decimals of its currency. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export function moneyText(money: Money, language: string): string {
  const text = written(money, language, "currency");
  return text.includes(money.currency) ? `${numberText(money, language)} ${money.currency}` : text;
}

/** Without the currency. */
export function numberText(money: Money, language: string): string {
  return written(money, language, "decimal");
}

function written(
  { amount, currency }: Money,
  language: string,
  style: "currency" | "decimal",
): string {
  const digits = currencyExponent(currency);
  return new Intl.NumberFormat(language, {
    style,
    currency,
    numberingSystem: "latn",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount as Intl.StringNumericLiteral);
}
