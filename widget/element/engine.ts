/**
 * Whether this engine has all that the element is written for. One that lacks some of it is given
 * the rest by `older/`, down to the baseline that README.md names.
 */
export function isCurrentEngine(): boolean {
  try {
    new CSSStyleSheet(); // Firefox 100 and Safari 16.3 have the name, and refuse
    return (
      has(globalThis, "fetch", "AbortController") &&
      has(document, "adoptedStyleSheets") &&
      has(HTMLElement.prototype, "attachShadow", "attachInternals") &&
      CSS.supports("color", "color-mix(in srgb,red,red)")
    );
  } catch {
    // Where there is no page, nothing is missing for one.
    return !globalThis.document;
  }
}

const has = (where: object, ...names: string[]) => names.every((name) => name in where);
