/** The cards that are taken, as plain words in plain tiles: marks of ours, not the brands' own. */
import type { Brand } from "./card-number.ts";
import { make } from "../elements.ts";

const words: Record<Brand, string> = { visa: "VISA", mastercard: "MC" };

export class BrandMarks {
  readonly #tiles = Object.entries(words).map(([brand, word]) => ({
    brand,
    tile: make("span", { class: "mark" }, word),
  }));
  /** The number's field says it all to who listens. */
  readonly element = make(
    "span",
    { class: "marks", "aria-hidden": "true" },
    ...this.#tiles.map(({ tile }) => tile),
  );

  show(brand: Brand | undefined): void {
    for (const { brand: own, tile } of this.#tiles) {
      tile.classList.toggle("is", own === brand);
      tile.classList.toggle("not", brand !== undefined && own !== brand);
    }
  }
}
