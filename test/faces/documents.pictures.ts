/** The pictures of the documents, made of the states as they are: `npm run pictures` writes them anew. */
import { stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findState } from "../../demo/states/states.ts";
import { expect, test } from "./gallery-fixture.ts";
import { visitState } from "./visit-state.ts";

const folder = fileURLToPath(new URL("../../docs/pictures", import.meta.url));
/** Whoever reads the documents on a train loads them all. */
const mostBytes = 60_000;

const pictures = [
  { file: "light", state: "chosen", language: "en", colorScheme: "light" },
  { file: "dark", state: "chosen", language: "en", colorScheme: "dark" },
  { file: "arabic", state: "total-changed", language: "ar", colorScheme: "light" },
] as const;

for (const { file, state: name, language, colorScheme } of pictures) {
  test(`${file}.png`, async ({ browser, gallery }) => {
    const state = findState(name)!;
    const page = await browser.newPage({
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 1.5,
      colorScheme,
    });
    await visitState(page, `${gallery.url}/gallery/state/${name}?language=${language}`, state);
    const { height } = (await page.locator("main").boundingBox())!;
    const path = `${folder}/${file}.png`;
    const clip = { x: 0, y: 0, width: 360, height: height + 32 };
    await page.screenshot({ path, clip, animations: "disabled" });
    await page.close();
    expect((await stat(path)).size).toBeLessThanOrEqual(mostBytes);
  });
}
