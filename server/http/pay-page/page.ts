/** The pay page's HTML. Everything that came from outside is escaped where it enters. */
import type { CheckoutView } from "../../../contract/contract.ts";
import { currencyExponent } from "../../../contract/money.ts";
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

export function renderPayPage(page: PayPage): string {
  const texts = textsFor(page.language) ?? textsFor("en");
  if (texts === undefined) throw new Error("English is always there");
  const title =
    page.view === undefined
      ? texts.missing
      : texts.title(money(page.view, page.language), page.shop.name);
  return `<!doctype html>
<html lang="${escape(page.language)}" dir="${isRightToLeft(page.language) ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<meta property="og:title" content="${escape(title)}">
<meta property="og:type" content="website">
<link rel="stylesheet" href="${escape(page.base)}/pay.css">
<script type="module" src="${escape(page.base)}/otter-checkout.js"></script>
</head>
<body>
<main>
<header>${brand(page.shop)}</header>
${page.view === undefined ? `<section class="card"><h1>${escape(texts.missing)}</h1></section>` : body(page, page.view, texts)}
<footer>
<p>${escape(texts.secure)}</p>
${page.shop.support === null ? "" : `<p>${escape(texts.help)} <bdi>${escape(page.shop.support)}</bdi></p>`}
</footer>
</main>
</body>
</html>
`;
}

function brand(shop: Shop): string {
  const logo =
    shop.logo === null ? "" : `<img src="${escape(shop.logo)}" alt="" width="40" height="40">`;
  return `${logo}<p class="shop">${escape(shop.name)}</p>`;
}

function body(page: PayPage, view: CheckoutView, texts: PayTexts): string {
  return `<section class="card">
<div class="total"><h1>${escape(headline(view, texts))}</h1>
<p class="amount"><bdi>${escape(money(view, page.language))}</bdi></p></div>
${details(page, view, texts)}
${outcome(page, view, texts)}
</section>`;
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

function details(page: PayPage, view: CheckoutView, texts: PayTexts): string {
  const rows: (readonly [string, string])[] = [];
  const orderRef = view.orderRef;
  if (orderRef !== undefined) rows.push([texts.order, orderRef]);
  if (page.reference !== null) rows.push([texts.reference, page.reference]);
  if (rows.length === 0) return "";
  const items = rows.map(
    ([name, value]) => `<div><dt>${escape(name)}</dt><dd><bdi>${escape(value)}</bdi></dd></div>`,
  );
  return `<dl>${items.join("")}</dl>`;
}

function outcome(page: PayPage, view: CheckoutView, texts: PayTexts): string {
  const back =
    page.returnUrl === null
      ? ""
      : `<p><a class="back" href="${escape(page.returnUrl)}">${escape(texts.back)}</a></p>`;
  if (view.status === "paid") return `<p class="note">${escape(texts.paidNote)}</p>${back}`;
  if (view.status !== "open" && view.status !== "pending") return back;
  const attributes = `session="${escape(view.id)}" locale="${escape(page.language)}" proxy="${escape(page.base)}"`;
  if (page.returned) {
    return `<otter-checkout result ${attributes}></otter-checkout>
<p><a class="again" href="${escape(page.base)}/pay/${escape(view.id)}">${escape(texts.again)}</a></p>`;
  }
  return `<otter-checkout ${attributes}></otter-checkout><noscript><p>${escape(texts.noScript)}</p></noscript>`;
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

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
