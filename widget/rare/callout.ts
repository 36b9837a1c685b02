/** A note in its own frame: a sign and a tint for what kind it is, and what can be done about it. */
import type { Sign } from "../../contract/sign-drawings.ts";
import type { Drawing } from "./drawing.ts";
import { signTemplate } from "./sign.ts";

export type Kind = Extract<Sign, "info" | "warn" | "bad">;

export function calloutTemplate(
  by: Drawing,
  kind: Kind,
  content: unknown,
  ways?: unknown,
): unknown {
  const { html } = by;
  return html`<div part="callout callout-${kind}" class="callout ${kind}">
    ${signTemplate(by, kind)}
    <div class="text">${content} ${ways ? html`<div class="ways">${ways}</div>` : ""}</div>
  </div>`;
}

/** A way on that stays on the page. */
export function wayTemplate({ html, fresh }: Drawing, text: string | undefined, go: () => unknown) {
  return html`<button part="way" class="link" type="button" @click=${() => void go()}>
    ${fresh(text)}
  </button>`;
}
