/**
 * The picker: native radios, because they bring the keyboard, the one tab stop and the names that
 * imitations get wrong. The skeleton has the same boxes, so that nothing moves when they fill.
 */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { tileFor } from "./icons.ts";
import type { OtterCheckoutElement } from "./otter-checkout-element.ts";
import type { PaymentMethod } from "./public-types.ts";
import { fill } from "./wording.ts";

/** The time left is shown for the last quarter of an hour: more would only make people hurry. */
const shownSeconds = 900;

/** What stands above the note, in it, and below it, while the list is on its way. */
export function skeletonTemplate({ rows, button, language }: OtterCheckoutElement): unknown[] {
  const bone = html`<span part="skeleton" class="bone"></span>`;
  const row = html`<div part="row" class="row">${bone}</div>`;
  return [
    html`<div class="heading">${bone}</div>
      <div part="list">${Array.from({ length: rows || 4 }, () => row)}</div>`,
    html`<span class="unseen">${language.strings.loading}</span>`,
    button === "none" ? nothing : html`<div part="skeleton" class="pay bone"></div>`,
  ];
}

export function pickerTemplate(host: OtterCheckoutElement): TemplateResult {
  const { checkout, language, isDisabled } = host;
  const { methods } = checkout.view!;
  return html`<fieldset ?disabled=${isDisabled || checkout.start.isCharging}>
      <legend part="heading" class="heading">
        <slot name="heading">${language.strings.heading}</slot>
      </legend>
      <div part="list">
        ${methods.map((method) => rowTemplate(host, method, methods.length > 1))}
      </div>
    </fieldset>
    ${clockTemplate(host)}`;
}

function clockTemplate({ checkout, language }: OtterCheckoutElement) {
  const left = checkout.secondsLeft;
  if (left <= 0 || left > shownSeconds) return nothing;
  const time = new Date(left * 1000).toISOString().slice(14, 19);
  return html`<div part="clock" class="clock" role="timer">
    ${fill(language.strings.left, { time })}
  </div>`;
}

/** One method is no choice, and has no radio button. */
function rowTemplate(host: OtterCheckoutElement, method: PaymentMethod, isChoice: boolean) {
  const { strings } = host.language;
  const label = host.language.nameOf(method);
  const hint = hintText(host, method);
  const isChosen = method.id === host.value;
  const badge = (isOn: boolean, text: string) =>
    isOn ? html`<span part="badge" class="badge">${text}</span>` : nothing;
  const inside = html`<span class="text">
      <bdi part="label" class="label">${label}</bdi>
      ${hint ? html`<span part="hint" class="hint">${hint}</span>` : nothing}
    </span>
    ${badge(method.test, strings.test)}${badge(method.recent, strings.recent)}
    ${iconTemplate(host, method, label)}`;
  const form = method.frame
    ? html`<div part="card" class="card bone" ?hidden=${!isChosen}></div>`
    : nothing;
  return html`${
    isChoice
      ? html`<label part="row ${isChosen ? "row-selected" : ""}" class="row">
          <input
            part="radio"
            type="radio"
            name="method"
            .value=${method.id}
            .checked=${isChosen}
            @input=${(event: Event) => host.onInput(event)}
            @change=${() => host.onChange()}
          />${inside}
        </label>`
      : html`<div part="row" class="row">${inside}</div>`
  }${form}`;
}

/** What is known, or known to be unknown, about the total before the shopper chooses. */
function hintText({ checkout, language }: OtterCheckoutElement, method: PaymentMethod) {
  const { strings } = language;
  const { total, fee = "", currency = checkout.base.currency } = method;
  if (/[1-9]/.test(fee))
    return fill(strings.fee, { fee: language.money({ amount: fee, currency }) });
  if (!total && currency !== checkout.base.currency) return fill(strings.chargedIn, { currency });
  return !total && method.provider === "ottpay" && strings.unknownFee;
}

function iconTemplate(host: OtterCheckoutElement, { icon, kind }: PaymentMethod, label: string) {
  if (!icon || host.brokenIcons.has(icon)) return tileFor(kind, label);
  // A path of the proxy, which itself may live below one.
  return html`<img
    part="icon"
    class="icon"
    src=${new URL(icon.replace(/^\//, ""), host.proxyUrl).href}
    alt=""
    @error=${() => host.onBrokenIcon(icon)}
  />`;
}

export function payTemplate(host: OtterCheckoutElement): TemplateResult {
  const { checkout, language, button } = host;
  return html`<slot name="terms"></slot>${
      button === "none"
        ? nothing
        : html`<button
            part="pay"
            class="pay"
            type="button"
            ?disabled=${host.isDisabled}
            aria-disabled=${/^(start|redirect)ing$/.test(checkout.phase)}
            @click=${(event: MouseEvent) => host.onPay(event)}
            @keydown=${(event: KeyboardEvent) => host.onPayKey(event)}
          >
            ${fill(language.strings.pay, { amount: language.money(checkout.total) })}
          </button>`
    }`;
}
