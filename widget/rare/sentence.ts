/** What the shopper reads of an error. */
import type { KnownStrings, StringKey } from "../language/strings.ts";

/**
 * The sentence for an error: by its code, by its family, or the general one. Where no method is
 * spoken of, a sentence about one says nothing.
 */
export function sentenceFor(code: string, method: string, strings: KnownStrings): string {
  const text = strings[code as StringKey] ?? strings[code.split("_")[0] as StringKey];
  return text && (method || !text.includes("{")) ? text : strings.problem!;
}
