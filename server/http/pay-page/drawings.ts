/** The widget's own drawings, so that they stand still when it takes over. Never a brand's. */
import type { MethodKind } from "../../../contract/vocabulary.ts";
import { html, type Html } from "../html.ts";

const kinds: Readonly<Record<MethodKind, string>> = {
  wallet: "M7 9h14v10H7zm10 5h4",
  card: "M7 9h14v10H7zm0 4h14",
  bank: "M7 12l7-4 7 4zM9 15v5m5-5v5m5-5v5",
  bnpl: "M14 8v6h6a6 6 0 1 1-6-6",
  cash: "M7 9h14v10H7zm7 3a2 2 0 1 0 .1 0",
  other: "M9 14h.1m4.9 0h.1m4.9 0h.1",
};

const signs = {
  bad: "M12 7.5v5.5M12 16.2v.1",
  wait: "M12 7.5v5l3 2",
};

/** For a method that brings no logo of its own. */
export function tile(kind: MethodKind, name: string): Html {
  const [initial = ""] = name.trim().toUpperCase();
  return html`<svg class="icon tile" viewBox="0 0 44 28" aria-hidden="true">
    <path d="${kinds[kind]}"></path>
    <text x="32" y="18.3">${initial}</text>
  </svg>`;
}

export function sign(name: keyof typeof signs): Html {
  return html`<svg class="sign ${name}" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11"></circle>
    <path d="${signs[name]}"></path>
  </svg>`;
}
