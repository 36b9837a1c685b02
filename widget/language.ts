/**
 * Which language the shopper reads. Texts are chosen by language and script, so that `zh-CN` and
 * `zh-SG` share one table and `zh-TW` is not given the wrong characters; money follows the full
 * tag. English is inlined: a lost chunk after a deployment costs the translation, not the sale.
 */
import { amountText } from "./amount-text.ts";
import { en, type Strings } from "./locales/en.ts";
import type { PaymentMethod, Total } from "./public-types.ts";
import type { Controller, ReactiveHost } from "./reactive-host.ts";

const tables: Record<string, (() => Promise<{ strings: Strings }>) | undefined> = {
  "ar-Arab": () => import("./locales/ar.ts"),
  "fr-Latn": () => import("./locales/fr.ts"),
  "zh-Hans": () => import("./locales/zh-hans.ts"),
};

/** A chunk that takes longer is not waited for. */
const patienceMs = 4000;

const rightToLeft = /Arab|Hebr|Thaa/;

/** The first of `tags` that is well formed, or English. */
function pickTag(tags: readonly (string | null | undefined)[]): Intl.Locale {
  for (const tag of tags) {
    try {
      return new Intl.Locale(tag ?? "");
    } catch {
      // No tag, or none that can be read: the next one decides.
    }
  }
  return new Intl.Locale("en");
}

/** The `lang` that holds at `node`, also across the shadow roots around it. */
function nearestLang(node: Element): string | null | undefined {
  const { host } = node.getRootNode() as Partial<ShadowRoot>;
  return node.closest("[lang]")?.getAttribute("lang") ?? (host && nearestLang(host));
}

export interface LanguageHost extends ReactiveHost {
  readonly locale: string;
  readonly strings: Partial<Strings> | undefined;
}

export class LanguageController implements Controller {
  /** The full tag: what money is written by, and what the proxy is told. */
  tag = "";
  readonly #host: LanguageHost;
  #sessionLocale: string | null | undefined;
  #loaded: Promise<void> | undefined;
  #table: Strings = en;

  constructor(host: LanguageHost) {
    this.#host = host;
  }

  get strings(): Strings {
    return { ...this.#table, ...this.#host.strings };
  }

  /** What the texts are in: English where there is no table and the page brought no texts. */
  get textTag(): string {
    return this.#table === en && !this.#host.strings ? "en" : this.tag;
  }

  get direction(): "rtl" | "ltr" {
    return rightToLeft.test(new Intl.Locale(this.textTag).maximize().script!) ? "rtl" : "ltr";
  }

  /** Empty for a preview that has no amount. */
  money({ amount, currency }: Total): string {
    return amount && amountText(amount, currency, this.tag);
  }

  /** A method's name in the shopper's language, where the gateway knows it. */
  nameOf({ label, labels }: PaymentMethod): string {
    return labels?.[this.tag.split("-")[0]!] ?? label;
  }

  hostUpdate(): void {
    void this.speak(this.#sessionLocale);
  }

  /** Never rejects: resolves when the texts for this session are there or given up. */
  speak(sessionLocale: string | null | undefined): Promise<void> | undefined {
    const { locale } = this.#host;
    this.#sessionLocale = sessionLocale;
    const found = pickTag([locale, nearestLang(this.#host), sessionLocale, navigator.language]);
    if (found.baseName !== this.tag) this.#loaded = this.#load(found);
    return this.#loaded;
  }

  async #load(found: Intl.Locale): Promise<void> {
    const { language, script } = found.maximize();
    const tag = (this.tag = found.baseName);
    const chunk = await Promise.race([
      tables[`${language}-${script}`]?.().catch(() => undefined),
      new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs)),
    ]);
    if (tag !== this.tag) return;
    this.#table = chunk?.strings ?? en;
    this.#host.requestUpdate();
  }
}
