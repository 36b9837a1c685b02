/** What the pay page says, by language: around the widget, and all that is to be said without it. */
import { ar } from "./texts/ar.ts";
import { en, type PayTexts } from "./texts/en.ts";
import { fr } from "./texts/fr.ts";
import { zh } from "./texts/zh.ts";

export type { PayTexts };

const texts: Readonly<Record<string, PayTexts>> = { en, ar, fr, zh };

/**
 * The first language both sides know: the session's, then what the browser accepts; else English.
 * A header is whatever a client sends: only tags that can be read count, without their extensions.
 */
export function chooseLanguage(sessionLocale: string | null, accepted: readonly string[]): string {
  const asked = [...(sessionLocale === null ? [] : [sessionLocale]), ...accepted.slice(0, 20)];
  return asked.map(plainTag).find((tag) => tag !== undefined && isSpoken(tag)) ?? "en";
}

/** Language, script and region of a tag; undefined where it is none. */
function plainTag(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).baseName;
  } catch {
    return undefined;
  }
}

function isSpoken(tag: string): boolean {
  return Object.hasOwn(texts, languageOf(tag));
}

/** In English where there are none in the tag's language. */
export function textsFor(tag: string): PayTexts {
  return (isSpoken(tag) ? texts[languageOf(tag)] : undefined) ?? en;
}

/** `ar` of `ar-KW`. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0] ?? "";
}

export function isRightToLeft(tag: string): boolean {
  return ["ar", "fa", "he", "ur"].includes(languageOf(tag));
}
