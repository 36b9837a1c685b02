/**
 * What an element draws stays right whatever is done to it from outside: extensions and translators
 * write over it, scripts throw parts of it away, and pages move it into another document.
 */
import { LitElement, type PropertyValues } from "lit";

export abstract class DrawnElement extends LitElement {
  /** The style sheet, for whichever document it is in. @internal */
  protected abstract get styleText(): string;
  /** What chunks have brought beside it. */
  #worn = "";

  /** Draws all of it from nothing. */
  protected redraw(): void {
    this.#wipe();
    this.requestUpdate();
  }

  protected override update(changed: PropertyValues): void {
    try {
      super.update(changed);
    } catch {
      // Somebody has taken away what is drawn, and the marks that say where.
      this.#wipe();
      super.update(changed);
    }
  }

  /** Whatever throws, the slotted link is not hidden by a root with nothing in it. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      this.shadowRoot?.replaceChildren(document.createElement("slot"));
      throw error;
    }
  }

  /** The style sheets of the document before hold no more. @internal */
  adoptedCallback(): void {
    this.dress("");
  }

  /** Puts on what a chunk has brought, beside what it has. @internal */
  dress(css: string): void {
    this.#worn += css;
    const view = this.ownerDocument.defaultView;
    if (!view) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(this.styleText + this.#worn);
    this.shadowRoot!.adoptedStyleSheets = [sheet];
  }

  /** Of all that is in the root. */
  protected get drawn(): ChildNode[] {
    return [...this.renderRoot.childNodes];
  }

  #wipe(): void {
    const root = this.renderRoot as HTMLElement & { _$litPart$?: unknown };
    for (const child of this.drawn) child.remove();
    delete root._$litPart$;
  }
}
