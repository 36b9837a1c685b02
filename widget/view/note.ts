/** What is said between the methods and the Pay button. It stands in the live region. */
import { html, nothing } from "lit";
import type { PickerView } from "./picker-view.ts";
import { fill } from "./wording.ts";

export function noteTemplate(view: PickerView): unknown {
  const { checkout, language, rare } = view;
  const { phase, chosen, problem, isChoiceMissing } = checkout;
  const { strings } = language;
  const method = chosen ? language.nameOf(chosen) : "";
  // What matters most, and that alone: there is one line for it.
  return html`${
      problem || isChoiceMissing
        ? html`<div class="alert">
            ${problem ? (rare?.problem(view, method) ?? lostText(view)) : strings.choose}
          </div>`
        : nothing
    }
    ${rare?.note(view, method)}
    <span class="unseen"
      >${phase === "redirecting" ? fill(strings.opening, { method }) : nothing}</span
    >`;
}

/** Where what is to be said was lost on its way. A proxy that nobody named is not the internet's fault. */
export function lostText({ checkout, language }: PickerView): string {
  const isUnnamed = checkout.problem?.code === "proxy_missing";
  return language.strings[isUnnamed ? "problem" : "proxy"];
}

export function retryTemplate({ language, checkout }: PickerView): unknown {
  return html`<button part="retry" class="link" type="button" @click=${() => checkout.retry()}>
    ${language.strings.retry}
  </button>`;
}
