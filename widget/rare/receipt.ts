/** What a shopper keeps of a payment: that it is paid, how much, by what, under which reference, when. */
import type { CheckoutView } from "../../contract/contract.ts";
import type { PickerView } from "../view/picker-view.ts";
import type { Drawing } from "./drawing.ts";
import { signTemplate } from "./sign.ts";

type Receipt = NonNullable<CheckoutView["receipt"]>;

/** Receipts that a charge's own answer does not bring, by session; null while one is on its way. */
const fetched = new Map<string, Receipt | null>();
/** References that were copied. */
const copied = new Set<string>();

/** What the button shows, and when it is done. */
const sheets = "M9 9h11v11H9zM5.5 15H4V4h11v1.5";
const tick = "M5 12.5l4.5 4.5L19 7.5";

export function receiptTemplate(
  by: Drawing,
  view: PickerView,
  status: "paid" | "authorized",
): unknown {
  const { html, fresh, amountText } = by;
  const { picture, base } = view.checkout;
  const { strings, tag } = view.language;
  const receipt = picture!.receipt ?? later(by, picture!.id!);
  return html`<div part="panel receipt" class="row panel receipt" tabindex="-1">
    <div part="receipt-head" class="head">
      ${signTemplate(by, "good")}
      <p class="title">${fresh(strings[status])}</p>
      <p part="receipt-amount" class="sum"><bdi>${fresh(amountText(base, tag))}</bdi></p>
      <p class="hint">${fresh(strings[`${status}_text`])}</p>
    </div>
    ${receipt ? [rowsTemplate(by, view, receipt), printTemplate(by, view)] : ""}
  </div>`;
}

function rowsTemplate(by: Drawing, view: PickerView, receipt: Receipt): unknown {
  const { html } = by;
  const { strings } = view.language;
  const { order, method, reference } = receipt;
  return html`<dl part="receipt-rows">
    ${rowTemplate(by, strings.label_order, order)} ${rowTemplate(by, strings.label_method, method)}
    ${rowTemplate(by, strings.label_reference, reference, copyTemplate(by, view, reference))}
    <div>
      <dt>${strings.label_time}</dt>
      <dd>
        <time datetime=${receipt.at}><bdi class="label">${timeText(receipt.at, view)}</bdi></time>
      </dd>
    </div>
  </dl>`;
}

function rowTemplate(
  { html }: Drawing,
  name: string | undefined,
  value: string,
  way: unknown = "",
) {
  return html`<div>
    <dt>${name}</dt>
    <dd><bdi class="label">${value}</bdi>${way}</dd>
  </div>`;
}

/** In the shopper's language, by the clock on their wall. */
function timeText(at: string, { language }: PickerView): string {
  const text = (dateStyle: "medium" | "short") =>
    new Intl.DateTimeFormat(language.tag, {
      dateStyle,
      timeStyle: "short",
      numberingSystem: "latn",
    }).format(new Date(at));
  const inWords = text("medium");
  // “M03” is a month in a language of which the browser knows no months.
  return /M\d/.test(inWords) ? text("short") : inWords;
}

function copyTemplate(by: Drawing, view: PickerView, reference: string): unknown {
  const { copy, copied: done, label_reference } = view.language.strings;
  const isCopied = copied.has(reference);
  const way = `${isCopied ? done : copy} ${label_reference}`;
  return by.html`<button
      part="copy"
      class="copy"
      type="button"
      aria-label=${way}
      title=${way}
      @click=${(event: Event) => void copyText(by, event, reference)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${isCopied ? tick : sheets}></path></svg></button
    ><span class="unseen" role="status">${isCopied ? done : ""}</span>`;
}

async function copyText({ host }: Drawing, { target }: Event, reference: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(reference);
    copied.add(reference);
    host.page.requestUpdate();
  } catch {
    // Not allowed here: it is selected, and copied as any text is.
    const text = (target as Element).closest("dd")!.querySelector("bdi")!;
    getSelection()?.selectAllChildren(text);
  }
}

function printTemplate({ html, host }: Drawing, { language }: PickerView): unknown {
  // Firefox on Android learned it late.
  if (!("print" in globalThis)) return "";
  return html`<button
    part="print"
    class="print"
    type="button"
    @click=${() => void printed(host.page.renderRoot.querySelector(".receipt")!, language)}
  >
    ${language.strings.print}
  </button>`;
}

/** Lost after a deployment: the page as it is. */
async function printed(receipt: Element, language: PickerView["language"]): Promise<void> {
  try {
    const { printReceipt } = await import("./print.ts");
    printReceipt(receipt, language);
  } catch {
    print();
  }
}

/** The proxy knows it, also where a card was charged here and now. Where it does not say, nothing is missed. */
function later({ host: { page } }: Drawing, session: string): Receipt | undefined {
  if (!fetched.has(session)) {
    fetched.set(session, null);
    void fetch(`${page.proxyUrl}v1/checkout/${encodeURIComponent(session)}`, {
      credentials: "omit",
    })
      .then((answer) => answer.json() as Promise<CheckoutView>)
      .then(({ receipt }) => fetched.set(session, receipt ?? null))
      .then(
        () => page.requestUpdate(),
        () => {},
      );
  }
  return fetched.get(session) ?? undefined;
}
