/** What is said between the methods and the Pay button: each kind of it in a callout. */
import type { PickerView } from "../view/picker-view.ts";
import { calloutTemplate, type Kind } from "./callout.ts";
import { declinedNote } from "./declined.ts";
import type { Drawing } from "./drawing.ts";
import { isUntouched, sentenceFor } from "./sentence.ts";
import { sumText } from "./sum.ts";

/** What is wrong comes before what is worth knowing; what will be charged is said beside either. */
export function noteTemplate(by: Drawing, view: PickerView): unknown {
  const { problem, isChoiceMissing } = view.checkout;
  const news = problem
    ? problemNote(by, view)
    : isChoiceMissing
      ? calloutTemplate(by, "bad", view.language.strings.choose)
      : (wayNote(by, view) ?? "");
  return [news, sumNote(by, view)];
}

/** How the total came about, and that it wants a second press where that is so. */
function sumNote(by: Drawing, view: PickerView): unknown {
  const { html, isSameTotal } = by;
  const { phase, base, total } = view.checkout;
  const isAsked = phase === "confirming";
  if (isSameTotal(total, base)) return isAsked ? view.language.strings.again : "";
  const sum = sumText(by, view);
  const title = html`<p part="sum" class="title">${sum}</p>`;
  if (isAsked) return calloutTemplate(by, "warn", html`${title} ${view.language.strings.again}`);
  // Who sees it reads it in the open row.
  return view.rows?.saysSum(view) === true
    ? html`<p part="sum" class="unseen">${sum}</p>`
    : calloutTemplate(by, "info", title);
}

/** Where to go on by hand, or how the last attempt ended, or that some methods are missing. */
function wayNote(by: Drawing, view: PickerView): unknown {
  const { html, fill, retryTemplate } = by;
  const { link, picture, chosen } = view.checkout;
  const { strings } = view.language;
  if (link) {
    const text = fill(strings.follow, { method: chosen ? view.language.nameOf(chosen) : "" });
    const way = html`<a part="link" class="link" href=${link} target="_blank">${text}</a>`;
    return calloutTemplate(by, "info", way);
  }
  const last = declinedNote(by, view) ?? lastNote(by, view);
  if (last) return last;
  return picture?.partial
    ? calloutTemplate(by, "warn", strings.partial, retryTemplate(view))
    : undefined;
}

function lastNote(by: Drawing, view: PickerView): unknown {
  const { html, fresh } = by;
  const { picture, isChoosing } = view.checkout;
  const isPending = picture?.status === "pending";
  const text = lastText(by, view);
  const kind: Kind = isPending ? "info" : "warn";
  const looking = isPending && isChoosing ? fresh(view.language.strings.unsure_text) : "";
  return text && calloutTemplate(by, kind, html`${text} ${looking}`);
}

/** What went wrong with the picker still there. */
function problemNote(by: Drawing, view: PickerView): unknown {
  const { checkout, language } = view;
  const { strings } = language;
  const method = checkout.chosen ? language.nameOf(checkout.chosen) : "";
  const text = by.fill(sentenceFor(checkout.problem!.code, method, strings), { method });
  const untouched = isUntouched(checkout) ? strings.untouched : "";
  const content = by.html`${text} ${untouched} ${referenceTemplate(by, view)}`;
  return calloutTemplate(by, "bad", content);
}

/** How the last attempt ended, for who comes back to try again. */
export function lastText({ fill }: Drawing, { checkout, language }: PickerView): unknown {
  const { last, methods } = checkout.picture ?? { methods: [] };
  const method = methods.find(({ id }) => id === last?.method);
  const text = (language.strings as Record<string, string>)[`last_${last?.status}`];
  return method && text ? fill(text, { method: language.nameOf(method) }) : undefined;
}

/** What the shopper can tell the shop when they ask for help. */
export function referenceTemplate({ html, fill }: Drawing, view: PickerView): unknown {
  const id = view.checkout.problem?.requestId;
  return id ? html`<p class="hint">${fill(view.language.strings.reference, { id })}</p>` : "";
}
