/** The pay page's HTML. */
import type { CheckoutView } from "../../../contract/contract.ts";
import { html, type Html } from "../html.ts";
import { confirmForm, methodForm, type FormAddress } from "./method-form.ts";
import { moneyText } from "./money.ts";
import { sign } from "./drawings.ts";
import { unpaidPanel, waitingPanel } from "./panel.ts";
import { receiptRows } from "./receipt.ts";
import type { Scene } from "./scene.ts";
import { isRightToLeft } from "./texts.ts";
import { fill, fillText, type Speech } from "./wording.ts";

export interface Shop {
  readonly name: string;
  /** Address of the logo at the proxy, or null. */
  readonly logo: string | null;
  readonly accent: string | null;
  readonly support: string | null;
}

export interface PayPage extends Speech {
  readonly shop: Shop;
  readonly base: string;
  /** The page's own address. */
  readonly url: string;
  /** Undefined where nothing can be said of the session. */
  readonly view: CheckoutView | undefined;
  readonly scene: Scene;
  /** Where a script runs, the widget takes the place of what works without. */
  readonly isScripted: boolean;
  /** A newer session of the order took its place. */
  readonly isSuperseded: boolean;
  readonly returnUrl: string | null;
}

/** Where a page that waits looks for the `look`th time. */
export function lookUrl({ url, view }: Pick<PayPage, "url" | "view">, look: number): string {
  return `${url}?session=${view?.id ?? ""}&look=${look}`;
}

export function renderPayPage(page: PayPage): Html {
  const { base, language, texts, view } = page;
  const title = titleOf(page);
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
        ${page.isScripted ? scripts(page) : null}
      </head>
      <body>
        <main>
          <header>${brand(page.shop)}</header>
          <section class="card">
            ${view === undefined ? null : total(page, view)} ${content(page)}
          </section>
          <footer>
            <p>${texts.secure}</p>
            ${help(page)}
          </footer>
        </main>
      </body>
    </html> `;
}

/** What is the matter comes first: it is what a screen reader reads first. */
function titleOf({ scene, shop, texts, language, view }: PayPage): string {
  const plain =
    view === undefined
      ? shop.name
      : fillText(texts.title, { amount: moneyText(view, language), shop: shop.name });
  switch (scene.kind) {
    case "trouble":
      return `${scene.text} · ${plain}`;
    case "confirm":
      return `${fillText(texts.picker.charged, { total: moneyText(scene.charge, language) })} · ${plain}`;
    case "form": {
      const { problem } = scene.choice;
      return problem === undefined
        ? plain
        : `${fillText(problem.text, { method: problem.method })} · ${plain}`;
    }
    default:
      return plain;
  }
}

/** Where no script runs, a page that waits goes to one that looks by itself. */
function scripts(page: PayPage): Html {
  const { base, scene } = page;
  const script = html`<script type="module" src="${base}/otter-checkout.js"></script>`;
  if (scene.kind !== "waiting") return script;
  return html`${script}
    <noscript><meta http-equiv="refresh" content="0; url=${lookUrl(page, 1)}" /></noscript>`;
}

function brand(shop: Shop): Html {
  const logo =
    shop.logo === null ? null : html`<img src="${shop.logo}" alt="" width="40" height="40" />`;
  return html`${logo}
    <p class="shop">${shop.name}</p>`;
}

function help({ shop, texts }: PayPage): Html | null {
  return shop.support === null ? null : html`<p>${texts.help} <bdi>${shop.support}</bdi></p>`;
}

function total(page: PayPage, view: CheckoutView): Html {
  const { receipt } = view;
  // What is to be paid is another amount by now.
  if (isReplaced(page, view)) return html`<h1>${page.texts.picker.changed}</h1>`;
  return html`<div class="${receipt === undefined ? "total" : "total kept"}">
      ${receipt === undefined ? null : sign("good")}
      <h1>${headline(page, view)}</h1>
      <p class="amount"><bdi>${moneyText(view, page.language)}</bdi></p>
    </div>
    ${details(page, view)}`;
}

function isReplaced({ isSuperseded }: PayPage, { status }: CheckoutView): boolean {
  return isSuperseded && status === "canceled";
}

function headline({ texts }: PayPage, view: CheckoutView): string {
  switch (view.status) {
    case "open":
    case "pending":
      return view.description ?? texts.amount;
    default:
      return texts[view.status];
  }
}

/** Of a payment that ended without money, who holds its id learns nothing. */
function details({ texts }: PayPage, { orderRef }: CheckoutView): Html | null {
  if (orderRef === undefined) return null;
  return html`<dl>
    <div>
      <dt>${texts.picker.label_order}</dt>
      <dd><bdi>${orderRef}</bdi></dd>
    </div>
  </dl>`;
}

function content(page: PayPage): Html | null {
  const { scene, view, texts, url } = page;
  if (scene.kind === "trouble") return trouble(page, scene);
  if (view === undefined) return null;
  switch (scene.kind) {
    case "form": {
      const form = methodForm(view, addressOf(page, scene.token), page, scene.choice);
      return page.isScripted
        ? html`${widget(page, view, form)} ${receipt(page)}`
        : html`${form} ${link("again", url, texts.again)}`;
    }
    case "confirm": {
      const address = addressOf(page, scene.token);
      return html`${confirmForm(view, address, page, scene)} ${link("again", url, texts.again)}`;
    }
    case "waiting": {
      const ways = { url, lookUrl: lookUrl(page, scene.look + 1), look: scene.look };
      return outcome(page, view, waitingPanel(view, page, ways));
    }
    case "unpaid":
      return outcome(page, view, unpaidPanel(view, page, url));
    case "outcome":
      return html`${view.receipt === undefined ? null : outcome(page, view, receiptRows(view.receipt, page))}
      ${view.status === "paid" ? html`<p class="after">${texts.paidNote}</p>` : null} ${back(page)}`;
  }
}

function addressOf({ url, base }: PayPage, token: string): FormAddress {
  return { url, base, token };
}

function trouble(page: PayPage, { text, requestId, way }: Scene & { kind: "trouble" }): Html {
  const { texts, url, view } = page;
  const reference =
    requestId === ""
      ? null
      : html`<p class="reference">${fill(texts.picker.reference, { id: requestId })}</p>`;
  return html`${view === undefined ? html`<h1>${text}</h1>` : html`<p class="after">${text}</p>`}
  ${reference}
  ${way === "open" ? link("again", url, texts.open) : way === "back" ? back(page) : null}`;
}

/** What became of it. */
function outcome(page: PayPage, view: CheckoutView, panel: Html): Html {
  return page.isScripted ? widget(page, view, panel) : panel;
}

/** @param plain what is there without it, and until it knows better */
function widget({ base, language, scene }: PayPage, { id }: CheckoutView, plain: Html): Html {
  return scene.kind === "form"
    ? html`<otter-checkout session="${id}" locale="${language}" proxy="${base}"
        >${plain}</otter-checkout
      >`
    : html`<otter-checkout
        result
        class="${scene.kind}"
        session="${id}"
        locale="${language}"
        proxy="${base}"
        >${plain}</otter-checkout
      >`;
}

function back({ returnUrl, texts }: PayPage): Html | null {
  return returnUrl === null ? null : link("back", returnUrl, texts.back);
}

/** Shown once it is paid without leaving the page: by a card's form, or by a phone that read the code. */
function receipt({ url, texts }: PayPage): Html {
  return html`<p class="once-paid"><a class="receipt" href="${url}">${texts.receipt}</a></p>`;
}

function link(name: "again" | "back", url: string, text: string): Html {
  return html`<p><a class="${name}" href="${url}">${text}</a></p>`;
}
