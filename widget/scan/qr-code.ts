/** A QR code as a picture: black on white with the margin that readers want, whatever is around it. */
import { encode } from "uqr";
import { draw } from "./drawing.ts";

/** Modules of white on each side, as the standard has it. */
const border = 4;
/** Pixels a module is wide: whole ones, so that all are alike. */
const modulePx = 4;

export function drawCode(text: string): SVGElement {
  const { data, size } = encode(text, { ecc: "M", border });
  const width = String(size * modulePx);
  const dark = data.flatMap((row, y) => runsOf(row).map(([x, end]) => `M${x} ${y}H${end}v1H${x}z`));
  return draw(
    "svg",
    {
      part: "scan-code",
      class: "scan-code",
      role: "img",
      viewBox: `0 0 ${size} ${size}`,
      width,
      height: width,
      "shape-rendering": "crispEdges",
    },
    draw("rect", { width: "100%", height: "100%", fill: "#fff", stroke: "none" }),
    draw("path", { d: dark.join(""), fill: "#000", stroke: "none" }),
  );
}

/** Where dark modules begin and end in a row; its margin is light. */
function runsOf(row: readonly boolean[]): [start: number, end: number][] {
  const edges = row.flatMap((isDark, x) => (isDark === (row[x - 1] ?? false) ? [] : [x]));
  return edges.flatMap((start, at) => (at % 2 === 0 ? [[start, edges[at + 1]!]] : []));
}
