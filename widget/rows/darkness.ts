/**
 * Whether what is behind the text is dark, by the theme or the page's own `color-scheme`: looked at
 * where a method has a mark for it, whenever something is drawn and whenever the page may have changed.
 */
import type { PaymentMethod } from "../public-types.ts";
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";
import type { RowHost } from "./row-host.ts";

export class Darkness {
  #isDark = false;
  readonly #host: RowHost;
  readonly #by: Drawing;
  readonly #query = matchMedia("(prefers-color-scheme: dark)");
  readonly #watcher = new MutationObserver(() => this.handleEvent());

  constructor(host: RowHost, by: Drawing) {
    this.#host = host;
    this.#by = by;
    host.page.addController(this);
  }

  /** The mark for dark pages, on nothing but the page. */
  icon({ checkout }: PickerView, { iconDark }: PaymentMethod): unknown {
    if (!this.#isDark || iconDark === undefined) return undefined;
    const { html } = this.#by;
    return html`<img part="icon" class="icon bare" src=${checkout.iconUrl(iconDark)} alt="" />`;
  }

  hostConnected(): void {
    this.#query.addEventListener("change", this);
    for (const node of [document.documentElement, document.body as HTMLElement | null]) {
      if (node) this.#watcher.observe(node, { attributes: true });
    }
    this.handleEvent();
  }

  hostDisconnected(): void {
    this.#query.removeEventListener("change", this);
    this.#watcher.disconnect();
  }

  hostUpdated(): void {
    this.handleEvent();
  }

  handleEvent(): void {
    const { page, checkout } = this.#host;
    const base = page.renderRoot.querySelector(".base");
    const isAsked = checkout.picture?.methods.some(({ iconDark }) => iconDark !== undefined);
    if (base === null || isAsked !== true) return;
    // Of black and nearly white, in which system colours of text come.
    const isDark = /\(2/.test(getComputedStyle(base).textDecorationColor);
    if (isDark === this.#isDark) return;
    this.#isDark = isDark;
    void Promise.resolve().then(() => page.requestUpdate());
  }
}
