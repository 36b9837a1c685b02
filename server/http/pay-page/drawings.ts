/** Drawings as the widget has them, so that they stand still when it takes over. */
import { kindDrawings } from "../../../contract/kind-drawings.ts";
import { signDrawings, type Sign } from "../../../contract/sign-drawings.ts";
import type { MethodKind } from "../../../contract/vocabulary.ts";
import { html, type Html } from "../html.ts";

/** For a method that brings no logo of its own. */
export function tile(kind: MethodKind, name: string): Html {
  const [initial = ""] = name.trim().toUpperCase();
  return html`<svg class="icon tile" viewBox="0 0 44 28" aria-hidden="true">
    <path d="${kindDrawings[kind]}"></path>
    <text x="32" y="18.3">${initial}</text>
  </svg>`;
}

export function sign(name: Sign): Html {
  return html`<svg class="sign ${name}" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11"></circle>
    <path d="${signDrawings[name]}"></path>
  </svg>`;
}
