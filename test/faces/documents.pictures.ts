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
  { file: "light", state: "chosen-fee", query: "", width: 400 },
  { file: "dark", state: "chosen", query: "?theme=dark", width: 400 },
  { file: "arabic", state: "list", query: "?language=ar", width: 360 },
] as const;

for (const { file, state: name, query, width } of pictures) {
  test(`${file}.png`, async ({ browser, gallery }) => {
    const state = findState(name)!;
    const page = await browser.newPage({
      viewport: { width, height: 560 },
      deviceScaleFactor: 1.5,
      colorScheme: query.includes("dark") ? "dark" : "light",
    });
    await visitState(page, `${gallery.url}/gallery/state/${name}${query}`, state);
    const path = `${folder}/${file}.png`;
    await page.screenshot({ path, animations: "disabled" });
    await page.close();
    expect((await stat(path)).size).toBeLessThanOrEqual(mostBytes);
  });
}
