/** The languages the shop speaks. */
import { ar } from "./ar.ts";
import { en, type Texts } from "./en.ts";

export type { Texts };

export const languages = {
  en: { tag: "en-CA", direction: "ltr", name: "English", texts: en },
  ar: { tag: "ar-KW", direction: "rtl", name: "العربية", texts: ar },
} as const satisfies Record<
  string,
  { tag: string; direction: "ltr" | "rtl"; name: string; texts: Texts }
>;

export type LanguageCode = keyof typeof languages;
export const languageCodes = Object.keys(languages) as readonly LanguageCode[];

export function isLanguage(text: unknown): text is LanguageCode {
  return typeof text === "string" && Object.hasOwn(languages, text);
}
