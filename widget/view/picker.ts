/**
 * The picker: native radios, because they bring the keyboard, the one tab stop and the names that
 * imitations get wrong.
 */
import { html, nothing } from "lit";
import type { PaymentMethod } from "../public-types.ts";
import { amountText } from "./amount.ts";
import { fresh } from "./fresh.ts";
import { tileFor } from "./icons.ts";
import type { PickerView } from "./picker-view.ts";
import { fill } from "./wording.ts";

export function pickerTemplate(view: PickerView): unknown {
  return html`<fieldset ?disabled=${view.page.isDisabled || view.checkout.isCharging}>
      <legend part="heading" class="heading">
        <slot name="heading">${view.language.strings.heading}</slot>
      </legend>
      <div part="list">
        ${view.checkout.picture!.methods.map((method) => rowTemplate(view, method))}
      </div>
    </fieldset>
    ${view.rare?.clock(view)}`;
}

function rowTemplate(view: PickerView, method: PaymentMethod): unknown {
  const isChosen = method === view.checkout.chosen;
  return html`${
    // One method is no choice, and has no radio button.
    view.checkout.picture!.methods.length > 1
      ? html`<label part="row ${isChosen ? "row-selected" : ""}" class="row">
          <input
            part="radio"
            type="radio"
            name="method"
            .value=${method.id}
            .checked=${isChosen}
            @input=${() => view.checkout.choose(method.id)}
            @change=${() => view.checkout.commit()}
          />${methodTemplate(view, method)}
        </label>`
      : html`<div part="row" class="row">${methodTemplate(view, method)}</div>`
  }${isChosen && method.frame ? view.rare?.beside(view) : nothing}${method.frame ? html`<div part="card" class="card bone" ?data-short=${method.shortForm} ?hidden=${!isChosen}></div>` : nothing}`;
}

function methodTemplate(view: PickerView, method: PaymentMethod): unknown {
  const { strings } = view.language;
  const label = view.language.nameOf(method);
  const hint = hintText(view, method);
  const badges = [
    badgeTemplate(method.test && strings.test),
    badgeTemplate(method.recent && strings.recent),
  ];
  // Beside a label that has a line below it, a badge would make it wrap: no skeleton is as high.
  return html`<span class="text">
      <bdi part="label" class="label">${fresh(label)}</bdi>
      ${
        hint
          ? html`<span class="under"><span part="hint" class="hint">${hint}</span>${badges}</span>`
          : nothing
      }
    </span>
    ${hint ? nothing : badges} ${iconTemplate(view, method, label)}`;
}

function badgeTemplate(text: string | false): unknown {
  return text ? html`<span part="badge" class="badge">${text}</span>` : nothing;
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

function iconTemplate(view: PickerView, method: PaymentMethod, label: string): unknown {
  const url = view.checkout.iconUrl(method);
  if (!url) return tileFor(method.kind, label);
  return html`<img
    part="icon"
    class="icon"
    src=${url}
    alt=""
    @error=${() => view.checkout.missIcon(method.icon!)}
  />`;
}
