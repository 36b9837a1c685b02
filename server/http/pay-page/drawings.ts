/** Signs as the widget has them, so that they stand still when it takes over. */
import { signDrawings, type Sign } from "../../../contract/sign-drawings.ts";
import { html, type Html } from "../html.ts";

export function sign(name: Sign): Html {
  return html`<svg class="sign ${name}" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11"></circle>
    <path d="${signDrawings[name]}"></path>
  </svg>`;
}
