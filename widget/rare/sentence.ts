/** What the shopper reads of an error. */
import type { CheckoutPicture } from "../view/picker-view.ts";
import type { KnownStrings, StringKey } from "../language/strings.ts";

/** Said by the sentence of an outcome, or of what the page lacks. */
const saidBy: Partial<Record<string, StringKey>> = {
  already_paid: "paid",
  order_paid: "paid",
  order_in_review: "review",
  session_canceled: "changed",
  session_missing: "proxy_missing",
  session_not_found: "nothing",
};

/**
 * The sentence for an error: by its code, by its family, or the general one. A proxy that is not there,
 * or is none, is not for the shopper's internet to mend. Where no method is spoken of, a sentence about
 * one says nothing.
 */
export function sentenceFor(code: string, method: string, strings: KnownStrings): string {
  const family = /^proxy_[am]/.test(code) ? "problem" : code.split("_")[0];
  const text = strings[saidBy[code] ?? (code as StringKey)] ?? strings[family as StringKey];
  return text && (method || !text.includes("{")) ? text : strings.problem;
}

/** A gateway that gives nothing to pay with takes nothing; of an attempt before nothing is known here. */
export function isUntouched({ problem, picture, chosen }: CheckoutPicture): boolean {
  return (
    /^(gateway|method|no_methods)/.test(problem?.code ?? "") &&
    !picture?.last &&
    picture?.status !== "pending" &&
    !chosen?.frame
  );
}
