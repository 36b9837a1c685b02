/**
 * The methods as a form that needs no script. It looks as the widget's picker does, box for box: where
 * the widget works, it takes the form's place, and nothing moves.
 */
import type { CheckoutView, Method } from "../../../contract/contract.ts";
import { html, type Html } from "../html.ts";
import { callout } from "./drawings.ts";
import { badge, hintText, nothingShared, rowContent, sharedBy } from "./row.ts";
import { moneyText, numberText, type Money } from "./money.ts";
import { isRightToLeft } from "./texts.ts";
import { fill, lastSentence, type Sentence, type Speech } from "./wording.ts";

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

/** A longer list has one row less, and the way to the others. */
const mostRows = 6;

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
  const shared = sharedBy(view, speech);
  const row = (method: Method) =>
    needsNoScript(method)
      ? optionRow(method, rowContent(method, view, speech, shared), view, choice.chosen)
      : scriptedRow(method, view.methods.length === 1);
  const { head, rest } = fold(view.methods, choice.chosen);
  const others = rest.length === 0 ? null : folded(rest.map(row), speech);
  return formFor(
    address,
    speech,
    html`<fieldset>
        <legend>
          ${texts.picker.heading} ${badge(shared.test, texts.picker.test)}
          ${hintText(shared.test ? null : shared.hint)}
        </legend>
        <div class="list">${head.map(row)} ${others}</div>
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
      <div class="list">
        <div class="row">${rowContent(method, view, speech, nothingShared)}</div>
      </div>
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

/** A method that was chosen is not folded away; one that not every browser has takes nobody's place. */
function fold(methods: readonly Method[], chosen: string | undefined) {
  const sure = methods.filter(({ needs }) => needs === undefined);
  if (sure.length <= mostRows) return { head: methods, rest: [] };
  const first = sure.slice(0, mostRows - 1);
  const wanted = sure.find(({ id }) => id === chosen);
  if (wanted !== undefined && !first.includes(wanted)) first[first.length - 1] = wanted;
  const last = Math.max(...first.map((method) => methods.indexOf(method)));
  const isFirst = (method: Method, index: number) =>
    first.includes(method) || (method.needs !== undefined && index < last);
  return {
    head: methods.filter(isFirst),
    rest: methods.filter((method, index) => !isFirst(method, index)),
  };
}

function folded(rows: readonly Html[], { texts }: Speech): Html {
  const more = fill(texts.picker.more, { count: String(rows.length) });
  return html`<details>
    <summary class="row more">${more}</summary>
    ${rows}
  </details>`;
}

function optionRow(
  method: Method,
  content: Html,
  view: CheckoutView,
  chosen: string | undefined,
): Html {
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
