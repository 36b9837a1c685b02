/** What a row of the form says: the method's name and mark, and what is to be known of it before. */
import type { CheckoutView, Method } from "../../../contract/contract.ts";
import { html, type Html } from "../html.ts";
import { moneyText } from "./money.ts";
import { fill, nameOf, type Speech } from "./wording.ts";

/** What a row has besides its name, as each may say it or all of them at once. */
export interface Sayings {
  readonly test: boolean;
  readonly hint: Html | string | null;
}

export const nothingShared: Sayings = { test: false, hint: null };

/** What each row would say is said once, above them. */
export function sharedBy(view: CheckoutView, speech: Speech): Sayings {
  const { methods } = view;
  const { unknownFee } = speech.texts.picker;
  const mayAllAddFee = methods.every((method) => hintOf(method, view, speech) === unknownFee);
  return { test: methods.every(({ test }) => test), hint: mayAllAddFee ? unknownFee : null };
}

export function rowContent(
  method: Method,
  view: CheckoutView,
  speech: Speech,
  shared: Sayings,
): Html {
  const { picker } = speech.texts;
  const under = [
    hintText(shared.hint === null ? hintOf(method, view, speech) : null),
    ...(method.schemes ?? []).map(({ icon }) => mark(icon, "icon scheme")),
    badge(method.test && !shared.test, picker.test),
    badge(method.recent, picker.recent),
  ];
  return html`<span class="text"
      ><bdi class="label">${nameOf(method, speech.language)}</bdi>
      <span class="under">${under}</span></span
    >
    ${method.icon === null ? html`<span class="icon"></span>` : mark(method.icon, "icon")}`;
}

function mark(address: string, names: string): Html {
  return html`<img class="${names}" src="${address}" alt="" />`;
}

export function hintText(text: Html | string | null): Html | null {
  return text === null ? null : html`<span class="hint">${text}</span>`;
}

export function badge(isShown: boolean, text: string): Html | null {
  return isShown ? html`<span class="badge">${text}</span>` : null;
}

/** What is known, or known to be unknown, about the total before the shopper chooses. */
function hintOf(
  method: Method,
  view: CheckoutView,
  { language, texts }: Speech,
): Html | string | null {
  const { total, fee = "", currency = view.currency } = method;
  if (/[1-9]/.test(fee)) {
    return fill(texts.picker.fee, { fee: moneyText({ amount: fee, currency }, language) });
  }
  if (total === undefined && currency !== view.currency)
    return fill(texts.picker.chargedIn, { currency });
  return total === undefined && method.mayAddFee === true ? texts.picker.unknownFee : null;
}
