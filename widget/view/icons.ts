/**
 * Everything drawn here is ours: line drawings of the *kind* of a method beside its label's initial,
 * never a brand. They are inline because strict pages allow no `data:` images, and hidden from
 * assistive technology because the label says it all.
 */
import { html, type TemplateResult } from "lit";
import { kindDrawings } from "../../contract/kind-drawings.ts";
import type { MethodKind } from "../../contract/vocabulary.ts";

/** A tile for a method that brings no logo of its own. */
export function tileFor(kind: MethodKind, label: string): TemplateResult {
  const [initial] = label.trim().toUpperCase();
  return html`<svg part="icon" class="icon tile" viewBox="0 0 44 28" aria-hidden="true">
    <path d=${kindDrawings[kind] ?? kindDrawings.other}></path>
    <text x="32" y="18.3">${initial}</text>
  </svg>`;
}
