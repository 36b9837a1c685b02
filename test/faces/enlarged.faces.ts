/**
 * What shoppers do who see badly: 320 pixels wide, which is a desktop's page at 400 %, text twice as
 * large on a phone, and more space between lines, letters and words. Nothing hangs out, is cut off or lies upon another, in short words and in long.
 */
import { findState } from "../../demo/states/states.ts";
import { expect, test, type Screen } from "./gallery-fixture.ts";
import { inspect } from "./inspect.ts";
import { largeText } from "./page-listener.ts";
import { visitState } from "./visit-state.ts";

const names = [
  ...["skeleton", "list", "remarks", "chosen-fee", "long-names", "card-errors", "total-changed"],
  ...["gateway-refuses", "by-hand", "short-time", "partial", "time-over", "paid", "waiting"],
];

const enlargements: readonly [
  what: string,
  screen: Screen,
  how: { hash?: string; css?: string },
][] = [
  ["320 pixels", "narrow", {}],
  ["text of 200 %", "phone", { hash: largeText }],
  [
    "spaced text",
    "phone",
    { css: "* { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em; }" },
  ],
];

for (const [what, screen, { hash = "", css = "" }] of enlargements) {
  for (const name of names) {
    for (const language of ["en", "ar", "ml"]) {
      test(`${name}, ${language}, ${what}`, async ({ gallery }) => {
        const page = await gallery.page(screen);
        const state = findState(name)!;
        await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
        await visitState(
          page,
          `${gallery.url}/gallery/state/${name}?language=${language}${hash}`,
          state,
        );
        await page.evaluate(wear, css);
        const picture = `${language}/${what.replaceAll(/\W+/g, "-")}/${name}`;
        expect(await inspect(page, "light", picture)).toEqual([]);
      });
    }
  }
}

/** In the page and in the element, as a shopper's own style sheet is. */
function wear(css: string): void {
  const roots = [document, document.querySelector("otter-checkout")!.shadowRoot!];
  for (const root of roots) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css.replaceAll(";", " !important;"));
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}
