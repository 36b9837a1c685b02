/** The pictures of the documents, made of the states as they are: `npm run pictures` writes them anew. */
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findState } from "../../demo/states/states.ts";
import { expect, test } from "./gallery-fixture.ts";
import { visitState } from "./visit-state.ts";

interface Picture {
  readonly file: string;
  readonly state: string;
  readonly query: string;
  readonly colorScheme?: "light" | "dark";
  /** A file of `demo/looks`. */
  readonly look?: string;
}

const looks = new URL("../../demo/looks/", import.meta.url);
const folder = fileURLToPath(new URL("../../docs/pictures", import.meta.url));
/** Whoever reads the documents on a train loads them all. */
const mostBytes = 64_000;

const pictures: readonly Picture[] = [
  { file: "light", state: "chosen", query: "" },
  { file: "dark", state: "chosen", query: "", colorScheme: "dark" },
  { file: "arabic", state: "total-changed", query: "?language=ar" },
  { file: "look-white", state: "chosen", query: "", look: "white" },
  { file: "look-dark", state: "chosen", query: "?theme=dark", look: "dark", colorScheme: "dark" },
  { file: "look-arabic", state: "chosen", query: "?language=ar", look: "arabic" },
  { file: "look-brutalist", state: "chosen", query: "", look: "brutalist" },
];

for (const { file, state: name, query, colorScheme = "light", look } of pictures) {
  test(`${file}.png`, async ({ browser, gallery }) => {
    const state = findState(name)!;
    const page = await browser.newPage({
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 1.5,
      colorScheme,
    });
    await visitState(page, `${gallery.url}/gallery/state/${name}${query}`, state);
    if (look !== undefined) {
      const content = await readFile(new URL(`${look}.css`, looks), "utf8");
      await page.addStyleTag({ content });
    }
    const { height } = (await page.locator("main").boundingBox())!;
    const path = `${folder}/${file}.png`;
    const clip = { x: 0, y: 0, width: 360, height: height + 32 };
    await page.screenshot({ path, clip, animations: "disabled" });
    await page.close();
    expect((await stat(path)).size).toBeLessThanOrEqual(mostBytes);
  });
}
