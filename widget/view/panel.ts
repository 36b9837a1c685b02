/** What takes the picker's place: an outcome, the wait for one, or what went wrong. */
import { html, nothing } from "lit";
import type { SessionStatus } from "../../contract/vocabulary.ts";
import { amountText } from "./amount.ts";
import { fresh } from "./fresh.ts";
import { signOf, type Sign } from "./icons.ts";
import { lastText, referenceTemplate, retryTemplate } from "./note.ts";
import type { PickerView } from "./picker-view.ts";
import { sentenceFor } from "./wording.ts";

const signs: Partial<Record<SessionStatus, Sign>> = {
  pending: "wait",
  paid: "good",
  authorized: "good",
  review: "wait",
};

export function panelTemplate(view: PickerView): unknown {
  const { problem, picture, isStalled, base } = view.checkout;
  const { strings, tag } = view.language;
  const status = picture?.status ?? "pending";
  const sign = (!problem && signs[status]) || "bad";
  return html`<div part="panel" class="row panel">
    ${signOf(sign)}
    <div class="text">
      <p class="title">
        ${fresh(problem ? sentenceFor(problem.code, "", strings) : strings[status])}
      </p>
      ${
        problem
          ? referenceTemplate(view)
          : html`<p class="hint">
              ${(status === "open" && lastText(view)) || fresh(strings[`${status}_text`])}
            </p>`
      }
    </div>
    ${
      (problem ? problem.retryable : isStalled)
        ? retryTemplate(view)
        : sign === "good"
          ? html`<bdi class="title">${fresh(amountText(base, tag))}</bdi>`
          : nothing
    }
  </div>`;
}
