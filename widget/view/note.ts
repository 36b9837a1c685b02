/** What is said between the methods and the Pay button. It stands in the live region. */
import { html, nothing } from "lit";
import type { PickerView } from "./picker-view.ts";
import { fill, sentenceFor, sumText } from "./wording.ts";

export function noteTemplate(view: PickerView): unknown {
  const { phase, chosen, problem, link, isChoiceMissing, picture } = view.checkout;
  const { strings } = view.language;
  const method = chosen ? view.language.nameOf(chosen) : "";
  const sum = sumText(view);
  // What matters most, and that alone: there is one line for it.
  return html`${
      problem || isChoiceMissing
        ? html`<div class="alert">
            ${problem ? fill(sentenceFor(problem.code, method, strings), { method }) : strings.choose}
            ${referenceTemplate(view)}
          </div>`
        : link
          ? html`<a part="link" class="link" href=${link} target="_blank"
              >${fill(strings.follow, { method })}</a
            >`
          : (lastText(view) ??
            (picture?.partial ? html`${strings.partial} ${retryTemplate(view)}` : nothing))
    }
    ${sum ? html`<p part="sum" class="title">${sum}</p>` : nothing}
    ${phase === "confirming" ? strings.again : nothing}
    <span class="unseen"
      >${phase === "redirecting" ? fill(strings.opening, { method }) : nothing}</span
    >`;
}

/** How the last attempt ended, for who comes back to try again. */
export function lastText({ checkout, language }: PickerView): unknown[] | undefined {
  const { last, methods } = checkout.picture!;
  const method = methods.find(({ id }) => id === last?.method);
  const text = (language.strings as Record<string, string>)[`last_${last?.status}`];
  return method && text ? fill(text, { method: language.nameOf(method) }) : undefined;
}

export function retryTemplate({ language, checkout }: PickerView): unknown {
  return html`<button part="retry" class="link" type="button" @click=${() => checkout.retry()}>
    ${language.strings.retry}
  </button>`;
}

/** What the shopper can tell the shop when they ask for help. */
export function referenceTemplate({ checkout, language }: PickerView): unknown {
  const id = checkout.problem?.requestId;
  return id ? html`<p class="hint">${fill(language.strings.reference, { id })}</p>` : nothing;
}
