/** How a state is to be looked at, as the address of a page says it. What it does not know is left out. */

export const languages = [
  ...["en", "fr", "ar", "zh-Hans", "zh-Hant", "hi", "ur", "fa", "fil", "bn"],
  ...["ml", "ta", "tr", "es", "pt", "ko", "ja", "vi", "pa", "ru"],
] as const;
export const directions = ["auto", "ltr", "rtl"] as const;
export const themes = ["auto", "light", "dark"] as const;
export const layouts = ["list", "tiles", "compact"] as const;
export const viewports = ["phone", "tablet", "desktop"] as const;

export interface Look {
  readonly language: (typeof languages)[number];
  readonly direction: (typeof directions)[number];
  readonly theme: (typeof themes)[number];
  readonly layout: (typeof layouts)[number];
  readonly viewport: (typeof viewports)[number];
}

/** What each can be; the first is what it is where nothing is said. */
export const choices: { readonly [Name in keyof Look]: readonly Look[Name][] } = {
  language: languages,
  direction: directions,
  theme: themes,
  layout: layouts,
  viewport: viewports,
};

const rightToLeft: readonly string[] = ["ar", "ur", "fa"];

export function readLook(query: Readonly<Record<string, unknown>>): Look {
  const read = <T extends string>(name: string, known: readonly T[]): T =>
    known.find((value) => value === query[name]) ?? known[0]!;
  return {
    language: read("language", languages),
    direction: read("direction", directions),
    theme: read("theme", themes),
    layout: read("layout", layouts),
    viewport: read("viewport", viewports),
  };
}

/** The address's query: what is not as it would be anyhow. */
export function lookQuery(look: Look): string {
  const said = Object.entries(look).filter(
    ([name, value]) => choices[name as keyof Look][0] !== value,
  );
  const query = new URLSearchParams(said).toString();
  return query && `?${query}`;
}

/** The page's own direction. */
export function directionOf({ language, direction }: Look): "ltr" | "rtl" {
  if (direction !== "auto") return direction;
  return rightToLeft.includes(language) ? "rtl" : "ltr";
}

/** A language in its own words. */
export function nameOfLanguage(tag: string): string {
  return new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
}
