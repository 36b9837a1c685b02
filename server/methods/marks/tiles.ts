/**
 * Marks of our own making, as SVG in a box of 44 by 28: a brand in its colour, or what kind of method
 * it is. They are drawn for the light surface that pictures of methods stand on, on every page.
 */
import { kindDrawings } from "../../../contract/kind-drawings.ts";
import type { MethodKind } from "../../../contract/vocabulary.ts";
import { brandMarks, type Brand } from "./brand-marks.ts";

/** How much of the tile a brand's mark fills: those that are words are wide and low. */
const sizes: Readonly<Partial<Record<Brand, number>>> = {
  visa: 30,
  applepay: 32,
  googlepay: 34,
  samsungpay: 34,
  klarna: 18,
  amex: 22,
  mastercard: 24,
};

/** Where a brand's colour is its surface: a pale one could not be read on white. */
const surfaces: Readonly<Partial<Record<Brand, { surface: string; ink: string }>>> = {
  klarna: { surface: brandMarks.klarna.color, ink: "#0b051d" },
};

export function brandTile(brand: Brand): string {
  const { color, path } = brandMarks[brand];
  const { surface, ink } = surfaces[brand] ?? { surface: "none", ink: color };
  const size = sizes[brand] ?? 20;
  const place = `translate(${22 - size / 2} ${14 - size / 2}) scale(${size / 24})`;
  return tile(surface, `<path fill="${ink}" transform="${place}" d="${path}"/>`);
}

export function kindTile(kind: MethodKind): string {
  const line = 'fill="none" stroke="#4b5563" stroke-width="1.5" stroke-linecap="round"';
  const path = `<path ${line} stroke-linejoin="round" d="${kindDrawings[kind]}"/>`;
  return tile("none", `<g transform="translate(8)">${path}</g>`);
}

function tile(surface: string, content: string): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 2 40 24">' +
    `<rect x="2" y="2" width="40" height="24" rx="4" fill="${surface}"/>${content}</svg>`
  );
}
