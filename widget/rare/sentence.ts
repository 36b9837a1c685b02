/** What the shopper reads of an error. */
import type { KnownStrings, StringKey } from "../language/strings.ts";

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
