/**
 * The card schemes that are taken, beside the number: all of them, and once it is known whose card it
 * is, that one lit. Who listens hears its name with the field.
 */
import type { Brand } from "./card-number.ts";
import { make } from "../elements.ts";

/** A scheme's name, and the address of its mark. */
export interface Scheme {
  readonly name: string;
  readonly icon: string;
}

const names: Record<Brand, string> = { visa: "Visa", mastercard: "Mastercard" };
/** Where there is no mark: plain words in plain tiles, which are of no brand's making. */
const words: Record<Brand, string> = { visa: "VISA", mastercard: "MC" };
const brands = Object.keys(names) as Brand[];

export class BrandMarks {
  readonly #tiles: Record<Brand, HTMLElement>;
  /** The scheme's name, empty as long as it is not known. */
  readonly spoken = make("span", { id: "scheme", class: "unseen" });
  readonly element: HTMLElement;

  constructor(schemes: readonly Scheme[]) {
    const tiles = brands.map((brand) => [brand, make("span", { class: "mark" })] as const);
    this.#tiles = Object.fromEntries(tiles) as Record<Brand, HTMLElement>;
    for (const [brand, tile] of tiles) {
      const icon = schemes.find(({ name }) => name === names[brand])?.icon;
      tile.append(icon === undefined ? make("b", {}, words[brand]) : picture(icon, words[brand]));
    }
    const shown = make("span", { class: "marks", "aria-hidden": "true" });
    shown.append(...Object.values(this.#tiles));
    this.element = shown;
  }

  show(brand: Brand | undefined): void {
    this.spoken.textContent = brand === undefined ? "" : names[brand];
    for (const own of brands) {
      this.#tiles[own].classList.toggle("is", own === brand);
      this.#tiles[own].classList.toggle("not", brand !== undefined && own !== brand);
    }
  }
}

function picture(src: string, word: string): HTMLElement {
  const image = make("img", { src, alt: "" });
  image.addEventListener("error", () => image.replaceWith(make("b", {}, word)));
  return image;
}
