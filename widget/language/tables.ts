/** Where each language's texts are: of them a build takes what its surface says. English is inlined. */
import type { CardTexts, PickerTexts } from "../../contract/languages/en.ts";
import { readAmong } from "../../contract/languages/spoken.ts";

export interface Table {
  /** Read by its values alone, which stand in the order of English: a build leaves the keys out. */
  readonly picker: PickerTexts;
  readonly card: CardTexts;
}

const tables: Record<string, (() => Promise<Table>) | undefined> = {
  ar: () => import("../../contract/languages/ar.ts"),
  bn: () => import("../../contract/languages/bn.ts"),
  es: () => import("../../contract/languages/es.ts"),
  fa: () => import("../../contract/languages/fa.ts"),
  fil: () => import("../../contract/languages/fil.ts"),
  fr: () => import("../../contract/languages/fr.ts"),
  hi: () => import("../../contract/languages/hi.ts"),
  ja: () => import("../../contract/languages/ja.ts"),
  ko: () => import("../../contract/languages/ko.ts"),
  ml: () => import("../../contract/languages/ml.ts"),
  pa: () => import("../../contract/languages/pa.ts"),
  pt: () => import("../../contract/languages/pt.ts"),
  ru: () => import("../../contract/languages/ru.ts"),
  ta: () => import("../../contract/languages/ta.ts"),
  tr: () => import("../../contract/languages/tr.ts"),
  ur: () => import("../../contract/languages/ur.ts"),
  vi: () => import("../../contract/languages/vi.ts"),
  "zh-Hans": () => import("../../contract/languages/zh-Hans.ts"),
  "zh-Hant": () => import("../../contract/languages/zh-Hant.ts"),
};

/** How the texts for `locale` are had; undefined where there are none but English. */
export function tableFor(locale: Intl.Locale): (() => Promise<Table>) | undefined {
  return tables[readAmong(Object.keys(tables), locale) ?? ""];
}
