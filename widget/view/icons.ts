/**
 * Everything drawn here is ours: line drawings of the *kind* of a method beside its label's initial,
 * never a brand. They are inline because strict pages allow no `data:` images, and hidden from
 * assistive technology because the label says it all.
 */
import { html, type TemplateResult } from "lit";
import type { MethodKind } from "../../contract/vocabulary.ts";

const kinds: Record<MethodKind, string> = {
  wallet: "M7 9h14v10H7zm10 5h4",
  card: "M7 9h14v10H7zm0 4h14",
  bank: "M7 12l7-4 7 4zM9 15v5m5-5v5m5-5v5",
  bnpl: "M14 8v6h6a6 6 0 1 1-6-6",
  cash: "M7 9h14v10H7zm7 3a2 2 0 1 0 .1 0",
  other: "M9 14h.1m4.9 0h.1m4.9 0h.1",
};

const signs = {
  good: "M7.5 12.5l3 3 6-6.5",
  bad: "M12 7.5v5.5M12 16.2v.1",
  wait: "M12 7.5v5l3 2",
};
export type Sign = keyof typeof signs;

/** A tile for a method that brings no logo of its own. */
export function tileFor(kind: MethodKind, label: string): TemplateResult {
  const [initial] = label.trim().toUpperCase();
  return html`<svg part="icon" class="icon tile" viewBox="0 0 44 28" aria-hidden="true">
    <path d=${kinds[kind] ?? kinds.other}></path>
    <text x="32" y="18.3">${initial}</text>
  </svg>`;
}

/** The sign of an outcome. */
export function signOf(sign: Sign): TemplateResult {
  return html`<svg part="sign" class="sign ${sign}" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11"></circle>
    <path d=${signs[sign]}></path>
  </svg>`;
}
