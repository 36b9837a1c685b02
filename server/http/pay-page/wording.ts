/** How a text and what it speaks of become one, and which text an error is told by. */
import type { CheckoutView, Method } from "../../../contract/contract.ts";
import type { CheckoutError } from "../../platform/errors.ts";
import { html, type Html } from "../html.ts";
import { languageOf, type PayTexts } from "./texts.ts";

type Values = Readonly<Record<string, string>>;

/** Who a page is for: every part of it says what it says in these words. */
export interface Speech {
  /** BCP 47 tag. */
  readonly language: string;
  readonly texts: PayTexts;
}

/** What is filled in may run the other way than the sentence, so it is isolated. */
export function fill(text: string, values: Values): Html {
  const parts = text.split(/[{}]/);
  return html`${parts.map((part, at) =>
    at % 2 === 0 ? part : html`<bdi>${valueOf(values, part)}</bdi>`,
  )}`;
}

/** For where no element may stand, such as a title. */
export function fillText(text: string, values: Values): string {
  return text
    .split(/[{}]/)
    .map((part, at) => (at % 2 === 0 ? part : valueOf(values, part)))
    .join("");
}

function valueOf(values: Values, name: string): string {
  return values[name] ?? "";
}

export function nameOf({ label, labels }: Method, language: string): string {
  const subtag = languageOf(language);
  return labels !== undefined && Object.hasOwn(labels, subtag) ? (labels[subtag] ?? label) : label;
}

/** What the shopper is told, and of which method, where the sentence speaks of one. */
export interface Sentence {
  readonly text: string;
  readonly method: string;
}

/** @param method name of the method that was asked for, or empty */
export function sentenceFor(
  { code, field }: CheckoutError,
  method: string,
  texts: PayTexts,
): Sentence {
  const text =
    code === "invalid_request" && field === "method" ? texts.picker.choose : byCode(code, texts);
  return method === "" && text.includes("{")
    ? { text: texts.picker.problem, method }
    : { text, method };
}

function byCode(code: CheckoutError["code"], texts: PayTexts): string {
  switch (code) {
    case "gateway_unavailable":
    case "gateway_timeout":
    case "gateway_rejected":
      return texts.picker.gateway;
    case "method_unavailable":
      return texts.picker.method;
    case "payment_processing":
      return texts.picker.payment;
    case "order_ending":
      return texts.picker.order_ending;
    case "rate_limited":
    case "too_many_attempts":
      return texts.tooMany;
    case "already_paid":
    case "order_paid":
      return texts.orderPaid;
    case "order_in_review":
      return texts.review;
    case "session_canceled":
      return texts.picker.session;
    case "session_expired":
      return texts.picker.session_expired;
    case "session_not_found":
      return texts.missing;
    case "origin_not_allowed":
      return texts.notOurs;
    default:
      return texts.picker.problem;
  }
}

/** How the last attempt ended, for who comes back to try again. */
export function lastSentence({ last, methods }: CheckoutView, speech: Speech): Html | null {
  const method = methods.find(({ id }) => id === last?.method);
  const text = last === undefined ? undefined : lastText(last.status, speech.texts);
  return method === undefined || text === undefined
    ? null
    : fill(text, { method: nameOf(method, speech.language) });
}

function lastText(
  status: NonNullable<CheckoutView["last"]>["status"],
  texts: PayTexts,
): string | undefined {
  switch (status) {
    case "pending":
      return texts.picker.last_pending;
    case "failed":
      return texts.picker.last_failed;
    case "canceled":
      return texts.picker.last_canceled;
    case "expired":
      return texts.picker.last_expired;
    default:
      return undefined;
  }
}
