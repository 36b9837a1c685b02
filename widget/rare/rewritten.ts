/** Texts that somebody else has written over ours, as translators do: another language, the same sum. */
import { latinDigits } from "../../contract/latin-digits.ts";

const digitsOf = (text: string) => latinDigits(text).replace(/\D/g, "");

/** Whether the digits are the same, in whatever script and with whatever between them. */
export function saysTheSame(one: string, other: string): boolean {
  return digitsOf(one) === digitsOf(other);
}
