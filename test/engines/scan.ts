/** What a scanner finds on the page as it stands, in whichever engine. */
import axe from "axe-core";
import { until } from "./engine.ts";
import type { Hand } from "./hand.ts";

/** What a page must have of itself, the shop's page here has not; nor is its button ours. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function scan(hand: Hand): Promise<readonly string[]> {
  await hand.engine.evaluate(
    `(() => { ${axe.source}; window.scanned = undefined; return "begun" })()`,
    "page",
  );
  await hand.see((wanted) => {
    const scanner = window as unknown as Scanner;
    void scanner.axe
      .run({ exclude: [["#order"]] }, { runOnly: JSON.parse(wanted) as string[] })
      .then(({ violations }) => (scanner.scanned = violations))
      .catch((error: unknown) => (scanner.scanned = [{ id: String(error), nodes: [] }]));
  }, JSON.stringify(tags));
  const found = await until("the scanner is done", () =>
    hand.see(() => (window as unknown as Scanner).scanned),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
}

interface Scanner {
  readonly axe: typeof axe;
  scanned: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[];
}
