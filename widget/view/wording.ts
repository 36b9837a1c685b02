/**
 * How a text and what it speaks of become one. What is filled in, an amount or a method's name, may
 * run the other way than the sentence, so it is isolated.
 */
import { html } from "lit";
import type { Spoken } from "../language/language.ts";
import type { Strings } from "../language/locales/en.ts";
import type { Total } from "../public-types.ts";
import { amountText, numberText } from "./amount.ts";

/** `Pay {amount}` with its braces replaced, in whatever order the language has them. */
export function fill(text: string, values: Record<string, string>): unknown[] {
  return text
    .split(/[{}]/)
    .map((part, index) => (index % 2 ? html`<bdi>${values[part]}</bdi>` : part));
}

/** Texts are keyed by what the proxy says, which may be more than there are texts for. */
export function textFor(key: string, strings: Record<string, string>): string | undefined {
  return strings[key];
}

/**
 * The sentence for an error: by its code, by its family, or the general one. Where no method is
 * spoken of, a sentence about one says nothing.
 */
export function sentenceFor(code: string, method: string, strings: Strings): string {
  const [family = ""] = code.split("_");
  const text = textFor(code, strings) ?? textFor(family, strings);
  return text && (method || !text.includes("{")) ? text : strings.problem;
}

/** Minor units of amounts that have all their decimals, as the proxy's have. */
const minor = (amount: string) => BigInt(amount.replace(/\D/g, ""));

/** How `total` came about: `12.750 + 0.150 fee = 12.900 KWD`; nothing when it is `base` itself. */
export function sumText(base: Total, total: Total, { tag, strings }: Spoken) {
  const { amount, currency, fee = "" } = total;
  const text = amountText(total, tag);
  if (text === amountText(base, tag)) return undefined;
  const addsUp = base.currency === currency && minor(base.amount) + minor(fee) === minor(amount);
  return addsUp
    ? fill(strings.sum, {
        base: numberText(base.amount, tag),
        fee: numberText(fee, tag),
        total: text,
      })
    : fill(strings.charged, { total: text });
}
