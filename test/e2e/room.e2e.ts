/**
 * The snippets of the documents keep the picker's room before its script has come, on a slow network
 * for seconds: what stands below does not move, whatever the size of the page's text.
 */
import { readFile } from "node:fs/promises";
import { expect } from "./demo-fixture.ts";
import {
  countRows,
  createLink,
  drawn,
  hold,
  shiftedBy,
  test,
  watchShifts,
  type Order,
} from "./plain-page.ts";

/** The HTML of a document that keeps the room. */
async function snippet(document: string): Promise<string> {
  const file = await readFile(new URL(`../../${document}`, import.meta.url), "utf8");
  const blocks = [...file.matchAll(/```html\n([^]*?)```/g)].map(([, code = ""]) => code);
  return blocks.find((code) => code.includes("otter-checkout:not(:defined)")) ?? "";
}

const orders: readonly Order[] = [
  { amount: "12.750", currency: "KWD" },
  { amount: "38.00", currency: "CAD", locale: "fr-CA" },
];

for (const name of ["README.md", "widget/README.md"]) {
  for (const order of orders) {
    for (const [width, fontSize] of [
      [360, "16px"],
      [1280, "16px"],
      [1280, "13px"],
      [1280, "20px"],
    ] as const) {
      test(`of ${name}: ${order.currency}, ${width} wide, with text of ${fontSize}`, async ({
        visit,
        plain,
      }) => {
        const { page, demo } = visit;
        await page.setViewportSize({ width, height: 800 });
        const session = await createLink(visit, order);
        const rows = await countRows(visit, session);
        const written = (await snippet(name))
          .replaceAll("https://pay.shop.example", demo.proxyUrl)
          .replaceAll("cs_…", session.id)
          .replaceAll('rows="6"', `rows="${rows}"`)
          .replaceAll("6 *", `${rows} *`);
        plain.html = `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">
          <body style="font: ${fontSize} sans-serif"><h1>Shop</h1>${written}<p>Below</p>`;
        await watchShifts(page);
        const releaseScript = await hold(page, "**/otter-checkout.js");
        const releaseList = await hold(page, "**/v1/checkout/*");
        await page.goto(plain.url, { waitUntil: "commit" });
        await expect(page.getByText("Below")).toBeVisible();
        await drawn(page);
        const top = () => page.getByText("Below").evaluate((p) => p.getBoundingClientRect().top);
        const before = await top();
        releaseScript();
        await expect(page.locator("otter-checkout [part~=skeleton]").first()).toBeVisible();
        releaseList();
        await expect(page.locator("otter-checkout [part=label]").first()).toBeVisible();
        expect(await shiftedBy(page)).toBe(0);
        expect(Math.abs((await top()) - before)).toBeLessThan(1);
      });
    }
  }
}
