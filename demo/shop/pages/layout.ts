/** The frame of every page: head, header with the switches, footer, and the drawer with the messages. */
import { html, type Html, type HtmlValue } from "../html.ts";
import { currencies } from "../money.ts";
import { languageCodes, languages } from "../texts/languages.ts";
import type { Visitor } from "../visitor.ts";

export interface Page {
  readonly title: string;
  readonly main: HtmlValue;
  /** A class for the page's own layout. */
  readonly name: string;
  /** Address of the widget's script, on pages that take or show a payment: others do not load it. */
  readonly widgetScript?: string;
}

export function layout(visitor: Visitor, page: Page): string {
  const { texts, tag, language } = visitor;
  const { direction } = languages[language];
  return String(
    html`<!doctype html>
      <html lang="${tag}" dir="${direction}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${page.title} · ${texts.shopName}</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/shop.css" />
          <link rel="stylesheet" href="/wire.css" />
          <script type="module" src="/shop.js"></script>
          <script type="module" src="/wire.js"></script>
          ${
            page.widgetScript !== undefined &&
            html`<script type="module" src="${page.widgetScript}"></script>`
          }
        </head>
        <body class="${page.name}${visitor.isWireOpen ? " wire-open" : ""}">
          <a class="skip" href="#main">${texts.skip}</a>
          ${header(visitor)}
          <main id="main" tabindex="-1">${page.main}</main>
          <footer class="foot">
            <p>${texts.shopName}</p>
            <p>${texts.made}</p>
          </footer>
          ${drawer(visitor)}
        </body>
      </html> `,
  );
}

function header(visitor: Visitor): Html {
  const { texts } = visitor;
  return html`<header>
    <p class="notice">${texts.demoNotice}</p>
    <div class="head">
      <a class="brand" href="/">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <span class="brand-name">${texts.shopName}</span>
      </a>
      <form class="switches" method="post" action="/preferences">
        <input type="hidden" name="back" value="${visitor.path}" />
        <div class="switch" role="group" aria-label="${texts.currency}">
          ${currencies.map((currency) =>
            switchButton({
              name: "currency",
              value: currency,
              label: currency,
              isOn: currency === visitor.currency,
            }),
          )}
        </div>
        <div class="switch" role="group" aria-label="${texts.language}">
          ${languageCodes.map((code) =>
            switchButton({
              name: "language",
              value: code,
              label: languages[code].name,
              isOn: code === visitor.language,
              language: code,
            }),
          )}
        </div>
      </form>
      <a class="cart-link" href="/cart" aria-label="${texts.cartCount(visitor.cartCount)}">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path
            d="M4.5 8.5h15l-1.3 9.6a2 2 0 0 1-2 1.7H7.8a2 2 0 0 1-2-1.7zM8.5 8.5C8.5 5.9 10 4 12 4s3.5 1.9 3.5 4.5"
            fill="none"
            stroke="currentColor"
            stroke-width="1.7"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        <span class="cart-word">${texts.cart}</span>
        ${visitor.cartCount > 0 && html`<span class="count">${visitor.cartCount}</span>`}
      </a>
    </div>
  </header>`;
}

interface Switch {
  readonly name: "currency" | "language";
  readonly value: string;
  readonly label: string;
  readonly isOn: boolean;
  /** Of the label, where it is not the page's. */
  readonly language?: string;
}

function switchButton({ name, value, label, isOn, language }: Switch): Html {
  const lang = language !== undefined && html`lang="${language}"`;
  return html`<button name="${name}" value="${value}" aria-pressed="${String(isOn)}" ${lang}>
    ${label}
  </button>`;
}

/** Filled by wire.js; its words come from here, in the visitor's language. */
function drawer({ texts, isWireOpen }: Visitor): Html {
  return html`<button
      class="wire-toggle"
      type="button"
      aria-controls="wire"
      aria-expanded="${String(isWireOpen)}"
    >
      <span class="wire-dot" aria-hidden="true"></span>
      ${texts.wireOpen}
      <span class="wire-count" hidden></span>
    </button>
    <aside class="wire" id="wire" aria-labelledby="wire-title" ${!isWireOpen && html`hidden`}>
      <div class="wire-head">
        <h2 id="wire-title">${texts.wireTitle}</h2>
        <button class="wire-clear" type="button">${texts.wireClear}</button>
        <button class="wire-close" type="button" aria-label="${texts.wireClose}">
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" stroke-width="2" />
          </svg>
        </button>
        <p>${texts.wireIntro}</p>
      </div>
      <p class="wire-empty">${texts.wireEmpty}</p>
      <ol class="wire-list"></ol>
    </aside>`;
}
