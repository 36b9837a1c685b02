/**
 * What shoppers do who see badly: 320 pixels wide, which is a desktop's page at 400 %, and text twice
 * as large on a phone. Nothing hangs out, is cut off or lies upon another, in short words and in long.
 */
import { findState } from "../../demo/states/states.ts";
import { expect, test, type Screen } from "./gallery-fixture.ts";
import { inspect } from "./inspect.ts";
import { visitState } from "./visit-state.ts";

const names = [
  ...["skeleton", "list", "remarks", "chosen-fee", "long-names", "card-errors", "total-changed"],
  ...["gateway-refuses", "by-hand", "short-time", "partial", "time-over", "paid", "waiting"],
];

const enlargements: readonly [what: string, screen: Screen, css: string][] = [
  ["320 pixels", "narrow", ""],
  ["text of 200 %", "phone", "body { font-size: 32px !important; }"],
];

for (const [what, screen, css] of enlargements) {
  for (const name of names) {
    for (const language of ["en", "ar", "ml"]) {
      test(`${name}, ${language}, ${what}`, async ({ gallery }) => {
        const page = await gallery.page(screen);
        const state = findState(name)!;
        await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
        await visitState(page, `${gallery.url}/gallery/state/${name}?language=${language}`, state);
        if (css !== "") await page.addStyleTag({ content: css });
        const picture = `${language}/${what.replaceAll(/\W+/g, "-")}/${name}`;
        expect(await inspect(page, "light", picture)).toEqual([]);
      });
    }
  }
}
