/**
 * Every state, in English and in Arabic, on a phone and a desktop, light, dark and in forced colours:
 * nothing for a scanner to find, nothing that hangs out, is cut off, too small or in another's way,
 * and nothing that moves by itself.
 */
import { directionOf, readLook } from "../../demo/gallery/look.ts";
import { states } from "../../demo/states/states.ts";
import { expect, test } from "./gallery-fixture.ts";
import { inspect, movedBy, schemes } from "./inspect.ts";
import { visitState } from "./visit-state.ts";

for (const state of states) {
  for (const language of ["en", "ar"] as const) {
    for (const screen of ["phone", "desktop"] as const) {
      if (screen === "phone" && state.needsDesktop === true) continue;
      test(`${state.name}, ${language}, ${screen}`, async ({ gallery }) => {
        const page = await gallery.page(screen);
        await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
        const query = language === "ar" ? "?language=ar" : "";
        await visitState(page, `${gallery.url}/gallery/state/${state.name}${query}`, state);
        const direction = directionOf(readLook({ language }));
        expect(await page.locator("otter-checkout .base").getAttribute("dir")).toBe(direction);
        if (state.moves === undefined && state.steps === undefined) {
          expect(await movedBy(page), "what moved").toEqual([]);
        }
        for (const scheme of schemes) {
          const found = await inspect(page, scheme, `${language}/${screen}/${state.name}`);
          expect.soft(found, `${state.name}, ${language}, ${screen}, ${scheme}`).toEqual([]);
        }
      });
    }
  }
}
