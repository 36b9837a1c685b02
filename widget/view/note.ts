/** What is said between the methods and the Pay button. It stands in the live region. */
import { html, nothing } from "lit";
import { busyText } from "./pay.ts";
import type { PickerView } from "./picker-view.ts";

export function noteTemplate(view: PickerView): unknown {
  const { checkout, language, rare } = view;
  const { problem, isChoiceMissing } = checkout;
  return html`${
      rare
        ? rare.note(view)
        : problem
          ? lostText(view)
          : isChoiceMissing
            ? language.strings.choose
            : nothing
    }<span class="unseen">${busyText(view) || nothing}</span>`;
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
