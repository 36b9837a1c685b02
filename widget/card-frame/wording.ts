/** What the form says, in the language of a tag: one of the languages of the widget. */
import { card, type CardTexts } from "../../contract/languages/en.ts";
import { isRightToLeft, readTag } from "../../contract/languages/spoken.ts";
import { inTime } from "../in-time.ts";
import { tableFor } from "../language/tables.ts";

export interface Wording {
  readonly texts: CardTexts;
  /** What the texts are in, for `lang`. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
}

export const english: Wording = { texts: card, tag: "en", direction: "ltr" };

/** Never rejects. English where there is no table, or it is lost, and for no tag that can be read. */
export async function wordingFor(tag: string): Promise<Wording> {
  const locale = readTag(tag);
  if (!locale) return english;
  const texts = (await inTime(tableFor(locale)?.()))?.card;
  if (!texts) return locale.language === "en" ? { ...english, tag: locale.baseName } : english;
  return { texts, tag: locale.baseName, direction: isRightToLeft(locale) ? "rtl" : "ltr" };
}
