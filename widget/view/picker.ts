/**
 * The picker: native radios, because they bring the keyboard, the one tab stop and the names that
 * imitations get wrong.
 */
import { html, nothing } from "lit";
import type { PaymentMethod } from "../public-types.ts";
import { amountText } from "./amount.ts";
import { fresh } from "./fresh.ts";
import type { PickerView } from "./picker-view.ts";
import { fill } from "./wording.ts";

/** A longer list is folded to one row less, and the way to the others. */
export const mostRows = 6;

/** What every row would say, and is said once above them. */
type Shared = readonly [test: unknown, hint: unknown];

export function pickerTemplate(view: PickerView): unknown {
  const { page, checkout, rows, language } = view;
  const { strings } = language;
  const { methods } = checkout.picture!;
  const shared: Shared = [
    methods.every(({ test }) => test) && strings.test,
    methods.every((method) => hintText(view, method) === strings.unknownFee) && strings.unknownFee,
  ];
  const row = (method: PaymentMethod) => rowTemplate(view, method, shared);
  // Where what unfolds a long list is lost, all of it is shown.
  const [head, rest] =
    rows?.list(view, row) ??
    (methods.length > mostRows && rows !== null
      ? [methods.slice(0, mostRows - 1), html`<div class="row bone"></div>`]
      : [methods]);
  return html`${view.rare?.clock(view)}
    <fieldset ?disabled=${page.isDisabled || checkout.isCharging}>
      <legend part="heading" class="heading">
        <slot name="heading">${strings.heading}</slot>
        ${textTemplate("badge", shared[0]) /* Where no money moves, no fee does. */}
        ${textTemplate("hint", !shared[0] && shared[1])}
      </legend>
      <slot name="before"></slot>
      <div part="list" class="rows">${head.map(row)} ${rest}</div>
    </fieldset>
    <slot name="after"></slot>`;
}

function rowTemplate(view: PickerView, method: PaymentMethod, [test, hint]: Shared): unknown {
  const { checkout, language, rows } = view;
  const { strings } = language;
  const isChosen = method === checkout.chosen;
  const content = html`<span class="text">
      <bdi part="label" class="label">${fresh(language.nameOf(method))}</bdi>
      <span class="under"
        >${textTemplate("hint", !hint && hintText(view, method))}${method.schemes?.map(({ icon }) => iconTemplate(view, icon, "scheme"))}${textTemplate("badge", method.test && !test && strings.test)}${textTemplate("badge", method.recent && strings.recent)}</span
      >
    </span>
    <slot name="icon-${method.id}"
      >${rows?.icon(view, method) ?? iconTemplate(view, method.icon, "icon")}</slot
    >`;
  return html`<div part="row ${isChosen ? "row-selected" : ""}" class="method">
    ${
      // One method is no choice, and has no radio button.
      checkout.picture!.methods[1]
        ? html`<label class="row">
            <input
              part="radio"
              type="radio"
              name="method"
              .value=${method.id}
              .checked=${isChosen}
              @input=${() => checkout.choose(method.id)}
              @change=${() => checkout.commit()}
            />${content}
          </label>`
        : html`<div class="row">${content}</div>`
    }${rows?.details(view, method)}${isChosen && method.frame ? view.rare?.beside(view) : nothing}${method.frame ? html`<div part="card" class="card bone" ?data-short=${method.shortForm} ?hidden=${!isChosen}></div>` : nothing}
  </div>`;
}

function textTemplate(part: "hint" | "badge", text: unknown): unknown {
  return text ? html`<span part=${part} class=${part}>${text}</span>` : nothing;
}

/** What is known, or known to be unknown, about the total before the shopper chooses. */
function hintText({ checkout, language }: PickerView, method: PaymentMethod) {
  const { base } = checkout;
  const { strings, tag } = language;
  const { total, fee = "", currency = base.currency } = method;
  if (/[1-9]/.test(fee)) {
    return fill(strings.fee, { fee: amountText({ amount: fee, currency }, tag) });
  }
  if (!total && currency !== base.currency) return fill(strings.chargedIn, { currency });
  return !total && method.mayAddFee && strings.unknownFee;
}

/** Where it is lost, its surface is left. */
function iconTemplate({ checkout }: PickerView, icon: string | null, part: string): unknown {
  return html`<img
    part=${part}
    class=${part}
    src=${icon ? checkout.iconUrl(icon) : nothing}
    alt=""
  />`;
}
