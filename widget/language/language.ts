/**
 * Which language the shopper reads. Texts are chosen by language and script, so that `zh-CN` and
 * `zh-SG` share one table and `zh-TW` is not given the wrong characters; money follows the full
 * tag. English is inlined: a lost chunk after a deployment costs the translation, not the sale.
 */
import type { PaymentMethod } from "../public-types.ts";
import { inTime } from "../in-time.ts";
import { sayUnreadable } from "../say-once.ts";
import { isRightToLeft, readTag } from "../../contract/languages/spoken.ts";
import { often as en } from "../../contract/languages/en-often.ts";
import type { KnownStrings, Strings } from "./strings.ts";
import { tableFor } from "./tables.ts";

/** The first of `tags` that can be read, or English. */
function pickTag(tags: readonly (string | null | undefined)[]): Intl.Locale {
  for (const tag of tags) {
    const locale = tag && readTag(tag);
    if (locale) return locale;
    if (tag?.trim()) sayUnreadable(tag);
  }
  return new Intl.Locale("en");
}

/** The `lang` that holds at `node`, also across the shadow roots around it. */
function nearestLang(node: Element): string | null | undefined {
  const { host } = node.getRootNode() as Partial<ShadowRoot>;
  return node.closest("[lang]")?.getAttribute("lang") ?? (host && nearestLang(host));
}

/** Where the language is asked for: the element on the page, and what that says itself. */
export interface LanguageSource extends Element {
  /** Other texts have arrived. */
  requestUpdate(): void;
  readonly locale: string;
  readonly strings: Partial<Strings> | undefined;
}

/** What is spoken at a moment. */
export interface Spoken {
  /** The full tag: what money is written by, and what the proxy is told. */
  readonly tag: string;
  readonly strings: KnownStrings;
  /** What the texts are in: English where there is no table and the page brought no texts. */
  readonly textTag: string;
  readonly direction: "rtl" | "ltr";
  /** A method's name in this language, where the gateway knows it. */
  nameOf(method: PaymentMethod): string;
}

export class Language implements Spoken {
  tag = "";
  strings: KnownStrings = en;
  readonly #source: LanguageSource;
  #sessionLocale: string | null = null;
  #loaded: Promise<void> | undefined;
  /** The texts of its language in the order of English; none in English. */
  #texts: readonly string[] = [];
  #more: Partial<Strings> | undefined;
  /** All that have come, each at its key; English where there is no other. */
  #known: KnownStrings;
  /** Whether what is written in `tag` runs from right to left. */
  #isRightToLeft = false;
  /** Its texts are on their way. */
  #isComing = false;

  constructor(source: LanguageSource) {
    this.#source = source;
    this.#known = en;
  }

  get textTag(): string {
    return this.#isSpoken ? this.tag : "en";
  }

  get direction(): "rtl" | "ltr" {
    // What is shown meanwhile already runs as the texts will.
    return this.#isRightToLeft && (this.#isComing || this.#isSpoken) ? "rtl" : "ltr";
  }

  /** Whether there are texts in this language, the widget's or the page's. */
  get #isSpoken(): boolean {
    return !!this.#texts.length || !!this.#source.strings;
  }

  nameOf({ label, labels }: PaymentMethod): string {
    return labels?.[this.tag.split("-")[0]!] ?? label;
  }

  /** Never rejects: resolves when the texts for this session are there or given up. */
  speak(sessionLocale = this.#sessionLocale): Promise<void> | undefined {
    const { locale } = this.#source;
    this.#sessionLocale = sessionLocale;
    this.strings = { ...this.#known, ...this.#source.strings };
    const found = pickTag([locale, nearestLang(this.#source), sessionLocale, navigator.language]);
    if (found.baseName !== this.tag) this.#loaded = this.#load(found);
    return this.#loaded;
  }

  /** What is rarely said has come. */
  learn(more: Partial<Strings>): void {
    this.#more = more;
    this.#lay();
  }

  #lay(): void {
    const texts: Record<string, string> = { ...en, ...this.#more };
    Object.keys(texts).forEach((key, at) => (texts[key] = this.#texts[at] ?? texts[key]!));
    this.#known = texts as KnownStrings;
    this.#source.requestUpdate();
  }

  async #load(found: Intl.Locale): Promise<void> {
    const tag = (this.tag = found.baseName);
    this.#isRightToLeft = isRightToLeft(found);
    // A browser's first amount in a language takes it long: better now than when the list is there.
    (0).toLocaleString(tag, { style: "currency", currency: "KWD" });
    const table = tableFor(found);
    this.#isComing = !!table;
    const chunk = await inTime(table?.());
    if (tag !== this.tag) return;
    this.#isComing = false;
    this.#texts = Object.values(chunk?.picker ?? []);
    this.#lay();
  }
}
