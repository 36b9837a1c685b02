/** What is said between the methods and the Pay button. It stands in the live region. */
import { html, nothing } from "lit";
import { methodName } from "../language/language.ts";
import type { PickerView } from "./picker-view.ts";
import { fill, sentenceFor, sumText, textFor } from "./wording.ts";

export function noteTemplate(view: PickerView): unknown {
  const { phase, base, total, language } = view;
  const { strings } = language;
  const method = chosenName(view);
  const sum = sumText(base, total, language);
  return html`${messageTemplate(view, method)}
    ${sum ? html`<p part="sum" class="title">${sum}</p>` : nothing}
    ${phase === "confirming" ? strings.again : nothing}
    <span class="unseen"
      >${phase === "redirecting" ? fill(strings.opening, { method }) : nothing}</span
    >`;
}

function chosenName({ chosen, language }: PickerView): string {
  return chosen ? methodName(chosen, language.tag) : "";
}

/** What matters most, and that alone: there is one line for it. */
function messageTemplate(view: PickerView, method: string): unknown {
  const { problem, link, language } = view;
  const { strings } = language;
  if (problem || view.isChoiceMissing) {
    return html`<div class="alert">
      ${problem ? fill(sentenceFor(problem.code, method, strings), { method }) : strings.choose}
      ${referenceTemplate(view)}
    </div>`;
  }
  if (link) {
    return html`<a part="link" class="link" href=${link} target="_blank"
      >${fill(strings.follow, { method })}</a
    >`;
  }
  return (
    lastText(view) ?? (view.isPartial ? html`${strings.partial} ${retryTemplate(view)}` : nothing)
  );
}

/** How the last attempt ended, for who comes back to try again. */
export function lastText({ last, methods, language }: PickerView): unknown[] | undefined {
  const { strings, tag } = language;
  const method = methods.find(({ id }) => id === last?.method);
  const text = textFor(`last_${last?.status}`, strings);
  return method && text ? fill(text, { method: methodName(method, tag) }) : undefined;
}

export function retryTemplate({ language, actions }: PickerView): unknown {
  return html`<button part="retry" class="link" type="button" @click=${() => actions.retry()}>
    ${language.strings.retry}
  </button>`;
}

/** What the shopper can tell the shop when they ask for help. */
export function referenceTemplate({ problem, language }: PickerView): unknown {
  const id = problem?.requestId;
  return id ? html`<p class="hint">${fill(language.strings.reference, { id })}</p>` : nothing;
}
