/**
 * The methods as a form that needs no script. It looks as the widget's picker does, box for box: where
 * the widget works, it takes the form's place, and nothing moves.
 */
import type { CheckoutView, Method } from "../../../contract/contract.ts";
import { html, type Html } from "../html.ts";
import { callout, tile } from "./drawings.ts";
import { moneyText, numberText, type Money } from "./money.ts";
import { isRightToLeft } from "./texts.ts";
import { fill, lastSentence, nameOf, type Sentence, type Speech } from "./wording.ts";

/** Where a form is sent, and what proves that it is ours. */
export interface FormAddress {
  /** The page's own. */
  readonly url: string;
  readonly base: string;
  readonly token: string;
}

export interface Problem extends Sentence {
  readonly requestId: string;
}

export interface Choice {
  /** Id of the chosen method, where one was. */
  readonly chosen: string | undefined;
  readonly problem: Problem | undefined;
}

/** What a gateway has said it will charge. */
export interface Charge extends Money {
  readonly fee: string;
}

/** A method, and what paying with it costs. */
export interface Priced {
  readonly method: Method;
  readonly charge: Charge;
}

/** What a button says is what is sent with it, so that it can be compared with what will be charged. */
export function totalOf({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}

/**
 * A card is typed into a frame, and Apple Pay is asked by a script: without one there is neither. What
 * a gateway must know of a customer is not asked either; the list has no method that lacks it.
 */
function needsNoScript({ frame, needs }: Method): boolean {
  return frame === undefined && needs === undefined;
}

export function methodForm(
  view: CheckoutView,
  address: FormAddress,
  speech: Speech,
  choice: Choice,
): Html {
  const { texts } = speech;
  const isPayable = view.methods.some(needsNoScript);
  const rows = view.methods.map((method) =>
    needsNoScript(method)
      ? optionRow(method, view, speech, choice.chosen)
      : scriptedRow(method, view.methods.length === 1),
  );
  return formFor(
    address,
    speech,
    html`<fieldset>
        <legend>${texts.picker.heading}</legend>
        <div class="list">${rows}</div>
      </fieldset>
      ${note(view, address, speech, choice.problem)}
      ${
        isPayable
          ? payButton(view, speech, "pay")
          : html`<div class="later by-script bone pay" aria-hidden="true"></div>`
      }`,
  );
}

/** The total is another than the button said: it is shown, and only a second press goes on. */
export function confirmForm(
  view: CheckoutView,
  address: FormAddress,
  speech: Speech,
  { method, charge }: Priced,
): Html {
  const { texts } = speech;
  return formFor(
    address,
    speech,
    html`<input type="hidden" name="method" value="${method.id}" />
      <div class="list"><div class="row">${rowContent(method, view, speech)}</div></div>
      <div class="note">
        ${callout("warn", html`<p class="strong">${sum(view, charge, speech)}</p>`, html`${texts.picker.again}`)}
      </div>
      ${payButton(charge, speech, "pay late")}`,
  );
}

function formFor({ url, token }: FormAddress, { language }: Speech, content: Html): Html {
  const direction = isRightToLeft(language) ? "rtl" : "ltr";
  return html`<form slot="plain" class="plain" dir="${direction}" method="post" action="${url}">
    <input type="hidden" name="token" value="${token}" autocomplete="off" />
    ${content}
  </form>`;
}

function payButton(total: Money, { language, texts }: Speech, names: string): Html {
  const text = fill(texts.picker.pay, { amount: moneyText(total, language) });
  return html`<button class="${names}" name="total" value="${totalOf(total)}">${text}</button>`;
}

function optionRow(
  method: Method,
  view: CheckoutView,
  speech: Speech,
  chosen: string | undefined,
): Html {
  const content = rowContent(method, view, speech);
  if (view.methods.length === 1) {
    return html`<div class="row">
      <input type="hidden" name="method" value="${method.id}" />${content}
    </div>`;
  }
  const radio =
    method.id === chosen
      ? html`<input type="radio" name="method" value="${method.id}" required checked />`
      : html`<input type="radio" name="method" value="${method.id}" required />`;
  return html`<label class="row">${radio}${content}</label>`;
}

/** Keeps the place of a row, and of a lone card's form, that the widget will show where it can. */
function scriptedRow({ needs, shortForm }: Method, isOnly: boolean): Html {
  const where = needs === undefined ? "by-script" : "by-browser";
  const row = html`<div class="row later ${where}" aria-hidden="true">
    <span class="bone"></span>
  </div>`;
  const form = shortForm === true ? "card-form short" : "card-form";
  return isOnly && needs === undefined
    ? html`${row}
        <div class="later by-script bone ${form}" aria-hidden="true"></div>`
    : row;
}

function rowContent(method: Method, view: CheckoutView, speech: Speech): Html {
  const { language, texts } = speech;
  const name = nameOf(method, language);
  const hint = hintOf(method, view, speech);
  const badges = [badge(method.test, texts.picker.test), badge(method.recent, texts.picker.recent)];
  const icon =
    method.icon === null
      ? tile(method.kind, name)
      : html`<img class="icon" src="${method.icon}" alt="" />`;
  if (hint === null) {
    return html`<span class="text"><bdi class="label">${name}</bdi></span> ${badges} ${icon}`;
  }
  return html`<span class="text"
      ><bdi class="label">${name}</bdi>
      <span class="under"><span class="hint">${hint}</span>${badges}</span></span
    >
    ${icon}`;
}

function badge(isShown: boolean, text: string): Html | null {
  return isShown ? html`<span class="badge">${text}</span>` : null;
}

/** What is known, or known to be unknown, about the total before the shopper chooses. */
function hintOf(method: Method, view: CheckoutView, { language, texts }: Speech): Html | null {
  const { total, fee = "", currency = view.currency } = method;
  if (/[1-9]/.test(fee)) {
    return fill(texts.picker.fee, { fee: moneyText({ amount: fee, currency }, language) });
  }
  if (total === undefined && currency !== view.currency)
    return fill(texts.picker.chargedIn, { currency });
  return total === undefined && method.mayAddFee === true ? html`${texts.picker.unknownFee}` : null;
}

/** What matters most, and that alone: there is one line for it. */
function note(
  view: CheckoutView,
  { url }: FormAddress,
  speech: Speech,
  problem: Problem | undefined,
): Html {
  return html`<div class="note">${problem === undefined ? news() : alert(problem, speech)}</div>`;

  function news(): Html | null {
    const { picker, needsScript } = speech.texts;
    const retry = html`<div class="ways"><a class="link" href="${url}">${picker.retry}</a></div>`;
    if (view.methods.length === 0) {
      const untouched = view.last === undefined && view.status === "open" ? picker.untouched : "";
      return callout("bad", html`${picker.no_methods} ${untouched}`, retry);
    }
    if (!view.methods.some(needsNoScript)) {
      return html`<div class="no-script">${callout("info", html`${needsScript}`)}</div>`;
    }
    const last = lastSentence(view, speech);
    if (last !== null) return callout(view.status === "pending" ? "info" : "warn", last);
    return view.partial === true ? callout("warn", html`${picker.partial}`, retry) : null;
  }
}

function alert({ text, method, requestId }: Problem, { texts }: Speech): Html {
  const reference =
    requestId === ""
      ? null
      : html`<p class="hint">${fill(texts.picker.reference, { id: requestId })}</p>`;
  return html`<div class="alert">
    ${callout("bad", html`${fill(text, { method })} ${reference}`)}
  </div>`;
}

/** How the total came about: `12.750 + 0.150 fee = 12.900 KWD`. */
function sum(view: CheckoutView, charge: Charge, { language, texts }: Speech): Html {
  const { currency } = view;
  const total = moneyText(charge, language);
  const addsUp =
    charge.currency === currency && minor(view.amount) + minor(charge.fee) === minor(charge.amount);
  return addsUp
    ? fill(texts.picker.sum, {
        base: numberText(view, language),
        fee: numberText({ amount: charge.fee, currency }, language),
        total,
      })
    : fill(texts.picker.charged, { total });
}

/** Of amounts that have all decimals of their currency. */
function minor(amount: string): bigint {
  return BigInt(amount.replace(".", ""));
}
