/**
 * A long list shows its first methods and the way to the others, which stand in groups by their kind
 * once they are unfolded. What the shopper has chosen is never folded away.
 */
import type { PaymentMethod } from "../public-types.ts";
import type { CheckoutPicture, PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";

/** As the entry has it, which draws the list before this is there: the way to the others fills a row's room. */
const mostRows = 6;

type Row = (method: PaymentMethod) => unknown;

interface FoldHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<unknown>;
  requestUpdate(): void;
}

export class Fold {
  readonly #host: FoldHost;
  readonly #by: Drawing;
  /** Ids of what was above the fold when it was opened; they stay where they are. */
  #opened: readonly string[] | undefined;

  constructor(host: FoldHost, by: Drawing) {
    this.#host = host;
    this.#by = by;
  }

  list(view: PickerView, row: Row): [head: readonly PaymentMethod[], rest: unknown] {
    const head = this.#head(view.checkout);
    const rest = view.checkout.picture!.methods.filter((method) => !head.includes(method));
    if (rest.length === 0) return [head, ""];
    return [head, this.#opened ? this.#groups(view, rest, row) : this.#way(view, head, rest)];
  }

  #head({ picture, chosen }: CheckoutPicture): readonly PaymentMethod[] {
    const methods = picture!.methods as readonly PaymentMethod[];
    if (methods.length <= mostRows) return methods;
    const opened = this.#opened;
    if (opened !== undefined) return methods.filter(({ id }) => opened.includes(id));
    const head = methods.slice(0, mostRows - 1);
    if (chosen !== undefined && !head.includes(chosen)) head[head.length - 1] = chosen;
    return head;
  }

  #way(
    { language }: PickerView,
    head: readonly PaymentMethod[],
    rest: readonly PaymentMethod[],
  ): unknown {
    const { html, fill } = this.#by;
    const count = String(rest.length);
    const open = () => void this.#open(head);
    return html`<button part="more" class="more" type="button" aria-expanded="false" @click=${open}>
      <span>${fill(language.strings.more, { count })}</span>
    </button>`;
  }

  #groups({ language }: PickerView, rest: readonly PaymentMethod[], row: Row): unknown {
    const { html } = this.#by;
    const kinds = [...new Set(rest.map(({ kind }) => kind))];
    return kinds.map((kind) => {
      const name = language.strings[`kind_${kind}`] ?? "";
      const rows = rest.filter((method) => method.kind === kind).map(row);
      return html`<div class="group" role="group" aria-label=${name}>
        <p part="group" class="kind" aria-hidden="true">${name}</p>
        <div class="rows">${rows}</div>
      </div>`;
    });
  }

  async #open(head: readonly PaymentMethod[]): Promise<void> {
    this.#opened = head.map(({ id }) => id);
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    // The button is gone: where it was stand the others.
    this.#host.renderRoot.querySelector<HTMLElement>(".group input")?.focus();
  }
}
