/**
 * A text whose node is replaced when it changes. Translators and reader extensions wrap a page's
 * text nodes in elements of their own; a node that is only written to would change out of sight, and
 * the shopper go on reading what was there before.
 */
import { noChange } from "lit";
import { Directive, directive, type ChildPart } from "lit/directive.js";

class FreshText extends Directive {
  #shown: string | undefined;

  override render(text: string | undefined): unknown {
    return text === this.#shown ? noChange : new Text((this.#shown = text));
  }

  override update({ startNode }: ChildPart, [text]: [string | undefined]): unknown {
    // Where a copy has taken its place all is drawn anew.
    if (this.#shown && !startNode!.isConnected) throw new Error();
    return this.render(text);
  }
}

export const fresh = directive(FreshText);
