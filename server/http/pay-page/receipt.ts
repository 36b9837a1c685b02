/** What a shopper keeps of a payment, row for row as the widget shows it. */
import type { CheckoutView } from "../../../contract/contract.ts";
import { html, type Html } from "../html.ts";
import { isRightToLeft } from "./texts.ts";
import type { Speech } from "./wording.ts";

type Receipt = NonNullable<CheckoutView["receipt"]>;

export function receiptRows(receipt: Receipt, { language, texts }: Speech): Html {
  const { label_order, label_method, label_reference, label_time } = texts.picker;
  const { order, method, reference, at } = receipt;
  const time = html`<time datetime="${at}"><bdi>${timeText(at, language)}</bdi></time>`;
  return html`<div slot="plain" class="plain" dir="${isRightToLeft(language) ? "rtl" : "ltr"}">
    <div class="note">
      <dl>
        ${row(label_order, bdi(order))} ${row(label_method, bdi(method))}
        ${row(label_reference, html`<span class="copy-room">${bdi(reference)}</span>`)}
        ${row(label_time, time)}
      </dl>
      <div class="later by-script print-room" aria-hidden="true"></div>
    </div>
  </div>`;
}

function bdi(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function row(name: string, value: Html): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** Which zone the shopper is in is not known here: it is said which one is meant. */
function timeText(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    numberingSystem: "latn",
    timeZone: "UTC",
    timeZoneName: "short",
  }).format(new Date(at));
}
