/**
 * The page around may colour the form, and nothing else: these names, values that are a plain
 * colour, length or list of fonts. No `url()`, no `var()`, nothing that reaches beyond the value.
 */
import type { ThemeTokens } from "./protocol.ts";
import { frameFontPx } from "./protocol.ts";

const colour =
  /^(#[\da-f]{3,8}|[a-z]{3,20}|(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([\w\s.,%/+-]{1,80}\))$/i;
const length = /^\d{1,3}(\.\d{1,4})?px$/;
const fonts = /^[\p{L}\p{N}\s"',_-]{1,300}$/u;
const scheme = /^(light|dark)$/;

const accepted: Record<string, RegExp> = {
  accent: colour,
  text: colour,
  muted: colour,
  line: colour,
  surface: colour,
  page: colour,
  danger: colour,
  radius: length,
  "font-size": length,
  "font-family": fonts,
  scheme,
};

/** The tokens that are ours to apply; the rest is left out. */
export function acceptTheme(tokens: ThemeTokens): ThemeTokens {
  const kept = Object.entries(tokens).filter(
    ([name, value]) =>
      Object.keys(accepted).includes(name) &&
      typeof value === "string" &&
      accepted[name]!.test(value),
  );
  return Object.fromEntries(kept);
}

/** As private custom properties of the document, which the style sheet reads. */
export function applyTheme(tokens: ThemeTokens, root: HTMLElement): void {
  for (const [name, value] of Object.entries(acceptTheme(tokens))) {
    const isSize = name === "font-size";
    root.style.setProperty(`--${name}`, isSize ? `${frameFontPx(parseFloat(value))}px` : value);
  }
}
