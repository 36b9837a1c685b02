/** What a row opens to: what happens next, and what it will cost. */
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";

export class Details {
  readonly #by: Drawing;
  /** The method that the shopper has chosen by hand: for no other is there room to be made. */
  #opened = "";

  constructor(root: Node, by: Drawing) {
    this.#by = by;
    // Before the picker itself hears of it, and draws.
    root.addEventListener("input", (event) => this.#open(event.target), true);
  }

  ofChosen(view: PickerView): unknown {
    const { html } = this.#by;
    const { chosen } = view.checkout;
    const lines = chosen?.id === this.#opened ? this.#lines(view) : [];
    if (lines.length === 0) return "";
    return html`<div part="details" class="details">
      <div class="lines">${lines.map((line) => html`<p>${line}</p>`)}</div>
    </div>`;
  }

  /** Said in the row, it need not be read a second time. */
  saysSum({ checkout, rare }: PickerView): boolean {
    const { chosen, phase } = checkout;
    return rare !== undefined && phase === "ready" && chosen?.id === this.#opened;
  }

  #open(radio: EventTarget | null): void {
    if (radio instanceof HTMLInputElement) this.#opened = radio.value;
  }

  #lines(view: PickerView): unknown[] {
    const { fill, isSameTotal } = this.#by;
    const { checkout, language, rare } = view;
    const { strings } = language;
    const { base, chosen, total: shown } = checkout;
    const { total, frame, mayAddFee, test } = chosen!;
    const lines: unknown[] = [];
    if (frame === undefined) lines.push(fill(strings.next, { method: language.nameOf(chosen!) }));
    // One that is known only after a press is said where there is room for it.
    const isPriced = total !== undefined && !isSameTotal(shown, base);
    if (isPriced && rare !== undefined) lines.push(rare.sum(view));
    if (total === undefined && mayAddFee === true) lines.push(strings.unknownFee);
    if (test) lines.push(strings.tests);
    return lines;
  }
}
