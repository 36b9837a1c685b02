/** What is heard of a page, and set on it, from its first moment on. */

/** In an address: the page's text is twice as large, as a shopper has set it. */
export const largeText = "#large-text";

export interface Heard {
  /** The sum of what moved without the shopper's doing. */
  shifted: number;
  /** What moved, for who has to mend it. */
  readonly movers: string[];
}

/** Runs in the page. */
export function listenToPage(): void {
  if (location.hash === "#large-text") {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("body { font-size: 32px !important; }");
    document.adoptedStyleSheets = [sheet];
  }
  const heard: Heard = { shifted: 0, movers: [] };
  Object.assign(window, { heard });
  interface Shift extends PerformanceEntry {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly { readonly node?: Node }[];
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) {
      if (entry.hadRecentInput) continue;
      heard.shifted += entry.value;
      for (const { node } of entry.sources) {
        const element = node instanceof Element ? node : node?.parentElement;
        heard.movers.push(`${element?.localName ?? "?"} ${element?.getAttribute("part") ?? ""}`);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}
