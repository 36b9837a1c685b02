/** Signs as the widget has them, so that they stand still when it takes over. */
import { signDrawings, type Sign } from "../../../contract/sign-drawings.ts";
import { html, type Html } from "../html.ts";

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
