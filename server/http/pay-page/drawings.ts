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

/** A warning stands in a triangle, all else in a circle. */
export function sign(name: Sign): Html {
  const frame =
    name === "warn"
      ? html`<path d="M12 2.2 22.6 21H1.4Z"></path>`
      : html`<circle cx="12" cy="12" r="11"></circle>`;
  return html`<svg class="sign ${name}" viewBox="0 0 24 24" aria-hidden="true">
    ${frame}
    <path d="${signDrawings[name]}"></path>
  </svg>`;
}

/** A note in its own frame, as the widget draws it. */
export function callout(kind: Extract<Sign, "info" | "warn" | "bad">, ...content: Html[]): Html {
  return html`<div class="callout ${kind}">
    ${sign(kind)}
    <div class="text">${content}</div>
  </div>`;
}
