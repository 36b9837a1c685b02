/**
 * How a text and what it speaks of become one. What is filled in, an amount or a method's name, may
 * run the other way than the sentence, so it is isolated.
 */
import { html } from "lit";
import { isSameTotal } from "../same-total.ts";
import type { KnownStrings, StringKey } from "../language/locales/en.ts";
import { amountText, numberText } from "./amount.ts";
import { fresh } from "./fresh.ts";
import type { PickerView } from "./picker-view.ts";

/**
 * `Pay {amount}` with its braces replaced, in whatever order the language has them. Empty where the
 * text was lost on its way.
 */
export function fill(text: string | undefined, values: Record<string, string>): unknown[] {
  return (text ?? "")
    .split(/[{}]/)
    .map((part, index) => (index % 2 ? html`<bdi>${fresh(values[part])}</bdi>` : fresh(part)));
}

/**
 * The sentence for an error: by its code, by its family, or the general one. A proxy that is not there,
 * or is none, is not for the shopper's internet to mend. Where no method is spoken of, a sentence about
 * one says nothing.
 */
export function sentenceFor(code: string, method: string, strings: KnownStrings): string {
  const family = /^proxy_[am]/.test(code) ? "problem" : code.split("_")[0];
  const text = strings[code as StringKey] ?? strings[family as StringKey];
  return text && (method || !text.includes("{")) ? text : strings.problem;
}

/** Minor units of amounts that have all their decimals, as the proxy's have. */
const minor = (amount: string) => BigInt(amount.replace(/\D/g, ""));

/** How the total came about: `12.750 + 0.150 fee = 12.900 KWD`; nothing without a difference. */
export function sumText({ checkout, language }: PickerView): unknown[] | undefined {
  const { base, total } = checkout;
  const { strings, tag } = language;
  const { amount, currency, fee = "" } = total;
  if (isSameTotal(total, base)) return undefined;
  const text = amountText(total, tag);
  const addsUp = base.currency === currency && minor(base.amount) + minor(fee) === minor(amount);
  return addsUp
    ? fill(strings.sum, {
        base: numberText(base.amount, tag),
        fee: numberText(fee, tag),
        total: text,
      })
    : fill(strings.charged, { total: text });
}
