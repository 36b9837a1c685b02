/** The shop's colour, and the one that can be read on it. */

export interface Accent {
  readonly accent: string;
  readonly onAccent: string;
}

/** @param chosen as `#0f766e` */
export function accentOf(chosen: string | null): Accent {
  const accent = chosen ?? "#0f766e";
  return { accent, onAccent: isLight(accent) ? "#14181b" : "#ffffff" };
}

/**
 * Whether dark text is easier to read on it than white: relative luminance as WCAG 2 counts it.
 * @param colour `#rrggbb`
 */
function isLight(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
}
