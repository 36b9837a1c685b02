/** Text that people typed: tidied as a careful clerk would, who changes nothing that can be read. */
import { latinDigits } from "../../../contract/latin-digits.ts";

/** Marks of direction, joins of emoji, soft hyphens: nothing that is seen. */
const unseen = /[\p{Cf}\p{Cs}]/gu;
/** The same without the two joiners that Persian and Indian words are written with. */
const unseenInWords = /(?![\u200c\u200d])[\p{Cf}\p{Cs}]/gu;
const blanks = /[\s\p{Cc}]+/gu;

/** Words in one line. */
export function tidyWords(typed: string): string {
  return typed.replace(unseenInWords, "").replace(blanks, " ").trim();
}

/** What is read by machines, in the letters and digits that they read. */
export function tidyCode(typed: string): string {
  return latinDigits(typed.normalize("NFKC")).replace(unseen, "").replace(blanks, " ").trim();
}

/** Cut between letters. @param most as `length` counts */
export function shorten(text: string, most: number): string {
  return text
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd();
}
