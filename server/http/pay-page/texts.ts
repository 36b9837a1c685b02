/** What the pay page says, by language: around the widget, and all that is to be said without it. */
import * as ar from "../../../contract/languages/ar.ts";
import * as bn from "../../../contract/languages/bn.ts";
import * as en from "../../../contract/languages/en.ts";
import * as es from "../../../contract/languages/es.ts";
import * as fa from "../../../contract/languages/fa.ts";
import * as fil from "../../../contract/languages/fil.ts";
import * as fr from "../../../contract/languages/fr.ts";
import * as hi from "../../../contract/languages/hi.ts";
import * as ja from "../../../contract/languages/ja.ts";
import * as ko from "../../../contract/languages/ko.ts";
import * as ml from "../../../contract/languages/ml.ts";
import * as pa from "../../../contract/languages/pa.ts";
import * as pt from "../../../contract/languages/pt.ts";
import * as ru from "../../../contract/languages/ru.ts";
import * as ta from "../../../contract/languages/ta.ts";
import * as tr from "../../../contract/languages/tr.ts";
import * as ur from "../../../contract/languages/ur.ts";
import * as vi from "../../../contract/languages/vi.ts";
import * as zhHans from "../../../contract/languages/zh-Hans.ts";
import * as zhHant from "../../../contract/languages/zh-Hant.ts";
import type { PageTexts, PickerTexts } from "../../../contract/languages/en.ts";
import {
  isRightToLeft as runsLeft,
  readTag,
  spokenTagOf,
  type SpokenTag,
} from "../../../contract/languages/spoken.ts";

/** What the picker says as well is said as it says it, so that nothing moves when it takes over. */
export interface PayTexts extends PageTexts {
  readonly picker: PickerTexts;
}

const tables: Readonly<
  Record<SpokenTag, { readonly page: PageTexts; readonly picker: PickerTexts }>
> = {
  en,
  fr,
  ar,
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  bn,
  es,
  fa,
  fil,
  hi,
  ja,
  ko,
  ml,
  pa,
  pt,
  ru,
  ta,
  tr,
  ur,
  vi,
};

/**
 * The first language both sides know: the session's, then what the browser accepts; else English.
 * A header is whatever a client sends: only tags that can be read count, without their extensions.
 */
export function chooseLanguage(sessionLocale: string | null, accepted: readonly string[]): string {
  const asked = [...(sessionLocale === null ? [] : [sessionLocale]), ...accepted.slice(0, 20)];
  const read = asked.map(readTag);
  return read.find((tag) => tag && spokenTagOf(tag) !== undefined)?.baseName ?? "en";
}

/** In English where there are none in the tag's language. */
export function textsFor(tag: string): PayTexts {
  const locale = readTag(tag);
  const { page, picker } = tables[(locale && spokenTagOf(locale)) ?? "en"];
  return { ...page, picker };
}

/** `ar` of `ar-KW`. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split("-", 1)[0] ?? "";
}

export function isRightToLeft(tag: string): boolean {
  const locale = readTag(tag);
  return locale !== undefined && runsLeft(locale);
}
