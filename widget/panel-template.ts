/** What takes the picker's place: an outcome, the wait for one, or what went wrong. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { SessionStatus } from "../contract/vocabulary.ts";
import { signOf, type Sign } from "./icons.ts";
import { lastText, referenceTemplate, retryTemplate } from "./note-template.ts";
import type { OtterCheckoutElement } from "./otter-checkout-element.ts";
import { sentenceFor } from "./wording.ts";

const signs: Partial<Record<SessionStatus, Sign>> = {
  pending: "wait",
  paid: "good",
  authorized: "good",
  review: "wait",
};

export function panelTemplate(host: OtterCheckoutElement): TemplateResult {
  const { checkout, language } = host;
  const { strings } = language;
  const { problem, view, stalled } = checkout;
  const status = view?.status ?? "pending";
  const sign = (!problem && signs[status]) || "bad";
  return html`<div part="panel" class="row panel">
    ${signOf(sign)}
    <div class="text">
      <p class="title">${problem ? sentenceFor(problem.code, "", strings) : strings[status]}</p>
      ${
        problem
          ? referenceTemplate(host)
          : html`<p class="hint">
              ${(status === "open" && lastText(host)) || strings[`${status}_text`]}
            </p>`
      }
    </div>
    ${
      (problem ? problem.retryable : stalled)
        ? retryTemplate(host)
        : sign === "good"
          ? html`<bdi class="title">${language.money(checkout.base)}</bdi>`
          : nothing
    }
  </div>`;
}
