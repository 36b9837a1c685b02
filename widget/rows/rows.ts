/**
 * A chunk for what a list has beyond its rows: what a chosen one opens to, the fold of a long one and
 * its groups, the layouts that are not a list, and marks for dark pages. It comes after the list, which
 * can be used without, and nothing moves when it comes.
 */
import type { RowViews } from "../view/picker-view.ts";
import type { Tools } from "../view/tools.ts";
import { Darkness } from "./darkness.ts";
import { Details } from "./details.ts";
import { Fold } from "./fold.ts";
import type { RowHost } from "./row-host.ts";
import { rowStyles } from "./rows.styles.ts";

export type Rows = RowViews;

/** @returns undefined where what it says is lost */
export async function unpack(
  host: RowHost,
  [html, , fill, , , isSameTotal]: Tools,
): Promise<Rows | undefined> {
  const { page, language } = host;
  // In English it is rarely said, and what draws a sum is rare, too.
  const isPriced = host.checkout.picture?.methods.some(({ total }) => total !== undefined);
  if (!language.strings.more || isPriced === true) await host.loadRare();
  if (!language.strings.more) return undefined;
  page.dress(rowStyles);
  const by = { html, fill, isSameTotal };
  const fold = new Fold(page, by);
  const details = new Details(page.renderRoot, by);
  const darkness = new Darkness(host, by);
  return {
    list(view, row) {
      const [head, rest] = fold.list(view, row);
      return [head, view.page.layout === "tiles" ? [rest, details.ofChosen(view)] : rest];
    },
    icon: (view, method) => darkness.icon(view, method),
    saysSum: (view) => details.saysSum(view),
    details: (view, method) =>
      view.page.layout === "tiles" || method !== view.checkout.chosen ? "" : details.ofChosen(view),
  };
}
