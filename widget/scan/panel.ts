/** What is seen of an open code: the code, how to use it, how it goes on, and the same address as a link. */
import { make } from "../elements.ts";
import type { KnownStrings } from "../language/strings.ts";
import { write } from "./written.ts";

export interface PanelView {
  readonly strings: KnownStrings;
  /** The address in the code; undefined while there is none. */
  readonly url: string | undefined;
  /** It was shown for long enough. */
  readonly isOld: boolean;
  /** How the payment goes on, as far as that is known. */
  readonly news: string | undefined;
}

/** Draws a text as a code. */
export type DrawCode = (text: string) => SVGElement;

export class ScanPanel {
  readonly #drawCode: DrawCode;
  readonly #tile = make("div", { class: "scan-tile" });
  readonly #how = make("p");
  readonly #news = make("p", { class: "title", role: "status" });
  readonly #link = make("a", { part: "link", class: "link", target: "_blank", rel: "noreferrer" });
  readonly #copy = make("button", { part: "scan-copy", class: "link", type: "button" });
  readonly #again = make("button", { part: "scan-again", class: "link", type: "button" });
  readonly #ways = make("div", { class: "scan-ways" }, this.#link, this.#copy);
  readonly element = make(
    "div",
    { part: "scan-panel", class: "scan-panel", id: "scan-panel", tabindex: "-1" },
    this.#tile,
    make("div", { class: "scan-text" }, this.#how, this.#news, this.#ways, this.#again),
  );
  #view: PanelView | undefined;
  #url: string | undefined;
  #code: SVGElement | undefined;
  #isCopied = false;

  /** @param again the shopper wants an old code once more */
  constructor(drawCode: DrawCode, again: () => void) {
    this.#drawCode = drawCode;
    this.#copy.addEventListener("click", () => void this.#copyLink());
    this.#again.addEventListener("click", () => {
      // Before the button is gone that has the focus.
      this.element.focus();
      again();
    });
  }

  update(view: PanelView): void {
    const { strings, url, isOld, news } = (this.#view = view);
    if (url !== this.#url) this.#draw(url);
    this.#code?.setAttribute("aria-label", strings.scan_code ?? "");
    write(this.#how, strings.scan_text);
    write(this.#link, strings.scan_link);
    write(this.#copy, strings.copy);
    write(this.#again, strings.scan_again);
    write(this.#news, isOld ? strings.scan_old : (news ?? (this.#isCopied ? strings.copied : "")));
    const hadFocus = this.#ways.contains((this.element.getRootNode() as ShadowRoot).activeElement);
    for (const part of [this.#tile, this.#how]) part.hidden = isOld;
    this.#ways.hidden = isOld || url === undefined;
    this.#again.hidden = !isOld;
    if (hadFocus && isOld) this.#again.focus();
  }

  #draw(url: string | undefined): void {
    this.#url = url;
    this.#isCopied = false;
    this.#code = url === undefined ? undefined : this.#drawCode(url);
    this.#tile.replaceChildren(...(this.#code ? [this.#code] : []));
    this.#tile.classList.toggle("bone", url === undefined);
    this.#link.href = url ?? "";
  }

  async #copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#link.href);
      this.#isCopied = true;
    } catch {
      // Not allowed here: the link beside it can be copied as links are.
      this.#copy.hidden = true;
    }
    if (this.#view !== undefined) this.update(this.#view);
  }
}
