/** What an outcome or a note is known by at a glance: a shape, so that no colour need be told. */
import { signDrawings, type Sign } from "../../contract/sign-drawings.ts";
import type { Drawing } from "./drawing.ts";

/** A warning stands in a triangle, all else in a circle. */
const triangle = "M12 2.2 22.6 21H1.4Z";
const circle = "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22Z";

/** Hidden from assistive technology because the words beside it say it all. */
export function signTemplate({ html }: Drawing, sign: Sign): unknown {
  return html`<svg part="sign" class="sign ${sign}" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${sign === "warn" ? triangle : circle}></path>
    <path class="stroke" d=${signDrawings[sign]}></path>
  </svg>`;
}
