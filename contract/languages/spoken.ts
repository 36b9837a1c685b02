/**
 * The languages that everything a shopper reads is there in, and how a tag finds its own: by language
 * and script, so that `zh-SG` reads simplified characters and `zh-HK` the traditional ones.
 */
export const spokenTags = [
  "en",
  "fr",
  "ar",
  "zh-Hans",
  "zh-Hant",
  "bn",
  "es",
  "fa",
  "fil",
  "hi",
  "ja",
  "ko",
  "ml",
  "pa",
  "pt",
  "ru",
  "ta",
  "tr",
  "ur",
  "vi",
] as const;

export type SpokenTag = (typeof spokenTags)[number];

/** Scripts that run from right to left, ISO 15924. */
const rightToLeft: readonly (string | undefined)[] = ["Arab", "Hebr", "Thaa"];

/**
 * A tag of BCP 47, or as systems write it (`ar_KW.UTF-8`); undefined for what cannot be read. No
 * language has more than three letters: `POSIX` is none.
 */
export function readTag(text: string): Intl.Locale | undefined {
  try {
    const name = text
      .trim()
      .replaceAll("_", "-")
      .replace(/^\w{4,}/, "-");
    return new Intl.Locale(name.split(/[.@]/)[0]!);
  } catch {
    return undefined;
  }
}

/** The one of `tags` that a reader of this language reads, by language and script. */
export function readAmong<Tag extends string>(
  tags: readonly Tag[],
  locale: Intl.Locale,
): Tag | undefined {
  const { language, script } = locale.maximize();
  return tags.find((tag) => {
    const spoken = new Intl.Locale(tag).maximize();
    return spoken.language === language && spoken.script === script;
  });
}

/** Undefined where there are no texts that a reader of this one reads. */
export function spokenTagOf(locale: Intl.Locale): SpokenTag | undefined {
  return readAmong(spokenTags, locale);
}

export function isRightToLeft(locale: Intl.Locale): boolean {
  return rightToLeft.includes(locale.maximize().script);
}
