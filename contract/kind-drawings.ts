/**
 * How a kind of method is drawn, in the picker and on the page that stands in for it: as the `d` of an
 * SVG path beside a letter at x 32, in a box of 44 by 28. Never a brand's.
 */
import type { MethodKind } from "./vocabulary.ts";

export const kindDrawings: Readonly<Record<MethodKind, string>> = {
  wallet: "M7 9h14v10H7zm10 5h4",
  card: "M7 9h14v10H7zm0 4h14",
  bank: "M7 12l7-4 7 4zM9 15v5m5-5v5m5-5v5",
  bnpl: "M14 8v6h6a6 6 0 1 1-6-6",
  cash: "M7 9h14v10H7zm7 3a2 2 0 1 0 .1 0",
  other: "M9 14h.1m4.9 0h.1m4.9 0h.1",
};
