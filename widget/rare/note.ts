/** What is rarely said between the methods and the Pay button. */
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";
import { sentenceFor } from "./sentence.ts";
import { sumText } from "./sum.ts";

/** Beside what is wrong, or where nothing is. */
export function noteTemplate(by: Drawing, view: PickerView, method: string): unknown {
  const { html, isSameTotal } = by;
  const { problem, isChoiceMissing, phase, base, total } = view.checkout;
  return html`${problem || isChoiceMissing ? "" : wayText(by, view, method)}
  ${isSameTotal(total, base) ? "" : html`<p part="sum" class=${view.rows?.saysSum(view) === true ? "unseen" : "title"}>${sumText(by, view)}</p>`}
  ${phase === "confirming" ? view.language.strings.again : ""}`;
}

/** Where to go on by hand, or how the last attempt ended, or that some methods are missing. */
function wayText(by: Drawing, view: PickerView, method: string): unknown {
  const { html, fill, retryTemplate } = by;
  const { link, picture } = view.checkout;
  const { strings } = view.language;
  if (link) {
    return html`<a part="link" class="link" href=${link} target="_blank"
      >${fill(strings.follow, { method })}</a
    >`;
  }
  const missing = picture?.partial ? html`${strings.partial} ${retryTemplate(view)}` : "";
  return lastText(by, view) ?? missing;
}

/** What went wrong with the picker still there. */
export function problemText(by: Drawing, view: PickerView, method: string): unknown {
  const sentence = sentenceFor(view.checkout.problem!.code, method, view.language.strings);
  return by.html`${by.fill(sentence, { method })} ${referenceTemplate(by, view)}`;
}

/** How the last attempt ended, for who comes back to try again. */
export function lastText({ fill }: Drawing, { checkout, language }: PickerView): unknown {
  const { last, methods } = checkout.picture!;
  const method = methods.find(({ id }) => id === last?.method);
  const text = (language.strings as Record<string, string>)[`last_${last?.status}`];
  return method && text ? fill(text, { method: language.nameOf(method) }) : undefined;
}

/** What the shopper can tell the shop when they ask for help. */
export function referenceTemplate({ html, fill }: Drawing, view: PickerView): unknown {
  const id = view.checkout.problem?.requestId;
  return id ? html`<p class="hint">${fill(view.language.strings.reference, { id })}</p>` : "";
}
