/** What takes the picker's place: an outcome, the wait for one, or what went wrong. */
import { signDrawings, type Sign } from "../../contract/sign-drawings.ts";
import type { SessionStatus } from "../../contract/vocabulary.ts";
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";
import { lastText, referenceTemplate } from "./note.ts";
import { sentenceFor } from "./sentence.ts";

const signs: Partial<Record<SessionStatus, Sign>> = {
  pending: "wait",
  paid: "good",
  authorized: "good",
  review: "wait",
};

export function panelTemplate(by: Drawing, view: PickerView): unknown {
  const { html, amountText, fresh, retryTemplate } = by;
  const { problem, picture, isStalled, base } = view.checkout;
  const { strings, tag } = view.language;
  const status = picture?.status ?? "pending";
  const sign = (!problem && signs[status]) || "bad";
  return html`<div part="panel" class="row panel">
    ${signTemplate(by, sign)}
    <div class="text">
      <p class="title">
        ${fresh(problem ? sentenceFor(problem.code, "", strings) : strings[status])}
      </p>
      ${
        problem
          ? referenceTemplate(by, view)
          : html`<p class="hint">
              ${(status === "open" && lastText(by, view)) || fresh(strings[`${status}_text`])}
            </p>`
      }
    </div>
    ${
      (problem ? problem.retryable : isStalled)
        ? retryTemplate(view)
        : sign === "good"
          ? html`<bdi class="title">${fresh(amountText(base, tag))}</bdi>`
          : ""
    }
  </div>`;
}

/** Hidden from assistive technology because the title says it all. */
function signTemplate({ html }: Drawing, sign: Sign): unknown {
  return html`<svg part="sign" class="sign ${sign}" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="11"></circle>
    <path d=${signDrawings[sign]}></path>
  </svg>`;
}
