/** The pay page's HTML. */
import type { CheckoutView } from "../../../contract/contract.ts";
import { currencyExponent } from "../../../contract/money.ts";
import { html, type Html } from "../html.ts";
import { textsFor, type PayTexts } from "./texts.ts";

export interface Shop {
  readonly name: string;
  /** Address of the logo at the proxy, or null. */
  readonly logo: string | null;
  readonly accent: string | null;
  readonly support: string | null;
}

export interface PayPage {
  readonly shop: Shop;
  /** BCP 47 tag of the page. */
  readonly language: string;
  readonly base: string;
  readonly view: CheckoutView | undefined;
  /** The shopper came back from a gateway: show what became of it, not the picker. */
  readonly returned: boolean;
  readonly reference: string | null;
  readonly returnUrl: string | null;
}

export function renderPayPage(page: PayPage): Html {
  const { base, language, shop, view } = page;
  const texts = textsFor(language) ?? textsFor("en");
  if (texts === undefined) throw new Error("English is always there");
  const title = view === undefined ? texts.missing : texts.title(money(view, language), shop.name);
  return html`<!doctype html>
    <html lang="${language}" dir="${isRightToLeft(language) ? "rtl" : "ltr"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <meta property="og:title" content="${title}" />
        <meta property="og:type" content="website" />
        <link rel="stylesheet" href="${base}/pay.css" />
        <script type="module" src="${base}/otter-checkout.js"></script>
      </head>
      <body>
        <main>
          <header>${brand(shop)}</header>
          <section class="card">
            ${view === undefined ? missing(texts) : body(page, view, texts)}
          </section>
          <footer>
            <p>${texts.secure}</p>
            ${help(shop, texts)}
          </footer>
        </main>
      </body>
    </html> `;
}

function brand(shop: Shop): Html {
  const logo =
    shop.logo === null ? null : html`<img src="${shop.logo}" alt="" width="40" height="40" />`;
  return html`${logo}
    <p class="shop">${shop.name}</p>`;
}

function help({ support }: Shop, texts: PayTexts): Html | null {
  return support === null ? null : html`<p>${texts.help} <bdi>${support}</bdi></p>`;
}

function missing(texts: PayTexts): Html {
  return html`<h1>${texts.missing}</h1>`;
}

function body(page: PayPage, view: CheckoutView, texts: PayTexts): Html {
  return html`<div class="total">
      <h1>${headline(view, texts)}</h1>
      <p class="amount"><bdi>${money(view, page.language)}</bdi></p>
    </div>
    ${details(page, view, texts)} ${outcome(page, view, texts)}`;
}

function headline(view: CheckoutView, texts: PayTexts): string {
  switch (view.status) {
    case "paid":
      return texts.paid;
    case "authorized":
      return texts.authorized;
    case "review":
      return texts.review;
    case "canceled":
      return texts.canceled;
    case "expired":
      return texts.expired;
    case "open":
    case "pending":
      return view.description ?? texts.amount;
  }
}

function details(page: PayPage, view: CheckoutView, texts: PayTexts): Html | null {
  const rows = [
    row(texts.order, view.orderRef ?? null),
    row(texts.reference, page.reference),
  ].filter((part) => part !== null);
  return rows.length === 0 ? null : html`<dl>${rows}</dl>`;
}

function row(name: string, value: string | null): Html | null {
  if (value === null) return null;
  return html`<div>
    <dt>${name}</dt>
    <dd><bdi>${value}</bdi></dd>
  </div>`;
}

function outcome(page: PayPage, view: CheckoutView, texts: PayTexts): Html | null {
  switch (view.status) {
    case "open":
    case "pending":
      return checkout(page, view, texts);
    case "paid":
      return html`<p class="note">${texts.paidNote}</p>
        ${back(page, texts)}`;
    default:
      return back(page, texts);
  }
}

function back({ returnUrl }: PayPage, texts: PayTexts): Html | null {
  if (returnUrl === null) return null;
  return html`<p><a class="back" href="${returnUrl}">${texts.back}</a></p>`;
}

/** The picker, or what became of the payment and a way back to the picker. */
function checkout(
  { base, language, returned }: PayPage,
  { id }: CheckoutView,
  texts: PayTexts,
): Html {
  if (returned) {
    return html`<otter-checkout
        result
        session="${id}"
        locale="${language}"
        proxy="${base}"
      ></otter-checkout>
      <p><a class="again" href="${base}/pay/${id}">${texts.again}</a></p>`;
  }
  return html`<otter-checkout session="${id}" locale="${language}" proxy="${base}"></otter-checkout>
    <noscript><p>${texts.noScript}</p></noscript>`;
}

/** As the picker writes it: the language's own way, or `12.750 KWD` where it has no sign for the currency. */
function money(view: CheckoutView, language: string): string {
  const format = (style: "currency" | "decimal") => {
    const digits = currencyExponent(view.currency);
    return new Intl.NumberFormat(language, {
      style,
      currency: view.currency,
      numberingSystem: "latn",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(view.amount as Intl.StringNumericLiteral);
  };
  const text = format("currency");
  return text.includes(view.currency) ? `${format("decimal")} ${view.currency}` : text;
}

function isRightToLeft(language: string): boolean {
  return ["ar", "fa", "he", "ur"].includes(language.toLowerCase().split("-", 1)[0] ?? "");
}
