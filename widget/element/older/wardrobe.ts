/**
 * Styles, in the best way there is: a constructed sheet; a `<style>` in the shadow root; where the
 * page's policy refuses that, the same rules as a file of the proxy; where that does not come either,
 * none, and what the page has put into the element stays to be seen.
 */
import type { OtterCheckoutElement } from "../../element.ts";

export class Wardrobe {
  readonly #css: string;
  readonly #dressed = new WeakSet<Node>();
  /** What a policy has refused once it need not be asked again. */
  #isInlineRefused = false;

  constructor(css: string) {
    this.#css = css;
  }

  /** Whether the element, which is on a page, has its styles; where they are on their way it is updated when they come. */
  dress(element: OtterCheckoutElement): boolean {
    const root = element.renderRoot;
    if (this.#dressed.has(root)) return true;
    if (this.#construct(root as ShadowRoot)) return this.#reveal(root);
    if (!this.#isInlineRefused && this.#dressInline(root)) return this.#reveal(root);
    const { proxyUrl } = element;
    const known = root.querySelector("link");
    if (!proxyUrl || known?.href.startsWith(proxyUrl)) return false;
    known?.remove();
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `${proxyUrl}otter-checkout.css`;
    link.onload = () => {
      this.#reveal(root);
      element.requestUpdate();
    };
    link.onerror = () =>
      console.error("<otter-checkout>", `Allow ${link.href} in style-src: the link stays.`);
    root.append(link);
    return false;
  }

  /** More, beside an element's first `<style>`; the proxy's file has it already. */
  add(css: string, root: ParentNode): void {
    const first = root.querySelector("style");
    if (first === null) return;
    const style = document.createElement("style");
    style.nonce = first.nonce;
    style.textContent = css;
    first.after(style);
  }

  #construct(root: ShadowRoot): boolean {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(this.#css);
      if (!("adoptedStyleSheets" in root)) return false;
      root.adoptedStyleSheets = [sheet];
      return true;
    } catch {
      return false;
    }
  }

  #dressInline(root: Node, css = this.#css): boolean {
    const style = document.createElement("style");
    const { litNonce } = globalThis as { litNonce?: string };
    if (litNonce !== undefined) style.nonce = litNonce;
    style.textContent = css;
    root.appendChild(style);
    this.#isInlineRefused = style.sheet === null;
    if (this.#isInlineRefused) style.remove();
    return !this.#isInlineRefused;
  }

  #reveal(root: HTMLElement | DocumentFragment): true {
    root.querySelector("slot")?.remove();
    this.#dressed.add(root);
    return true;
  }
}
