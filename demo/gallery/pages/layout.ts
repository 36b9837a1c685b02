/** The frame of both pages, in the shop's own dress. */
import { html, type Html, type HtmlValue } from "../../shop/html.ts";
import { choices, lookQuery, nameOfLanguage, type Look } from "../look.ts";
import { textsFor } from "../texts.ts";

export interface Page {
  readonly look: Look;
  readonly name: "gallery" | "playground";
  readonly main: HtmlValue;
}

export function layout({ look, name, main }: Page): string {
  const { texts, tag } = textsFor(look);
  const query = lookQuery(look);
  const isArabic = tag === "ar";
  const direction = look.direction === "auto" ? (isArabic ? "rtl" : "ltr") : look.direction;
  return String(
    html`<!doctype html>
      <html lang="${tag}" dir="${direction}" data-theme="${look.theme}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${texts[name]} · Otter Checkout</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/shop.css" />
          <link rel="stylesheet" href="/gallery.css" />
          <script type="module" src="/gallery.js"></script>
        </head>
        <body class="${name}">
          <a class="skip" href="#main">${texts.skip}</a>
          <header>
            <div class="head">
              <a class="brand" href="/gallery${query}">
                <img src="/favicon.svg" alt="" width="40" height="40" />
                <span class="brand-name">Otter Checkout</span>
              </a>
              <nav class="pages">
                ${(["gallery", "playground"] as const).map(
                  (each) =>
                    html`<a href="/${each}${query}" ${each === name && html`aria-current="page"`}
                      >${texts[each]}</a
                    >`,
                )}
                <a href="/">${texts.shop}</a>
              </nav>
            </div>
          </header>
          <main id="main" tabindex="-1">${main}</main>
        </body>
      </html> `,
  );
}

/** The pickers of how it looks. A form that works before any script has loaded. */
export function lookFields(look: Look, names: readonly (keyof Look)[]): Html {
  const { texts } = textsFor(look);
  return html`${names.map((name) =>
    selectField(
      { name, label: texts.fields[name], value: look[name] },
      choices[name].map((value) => ({
        value,
        label: name === "language" ? nameOfLanguage(value) : (texts.values[value] ?? value),
        language: name === "language" ? value : undefined,
      })),
    ),
  )}`;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  /** Of the label, where it is not the page's. */
  readonly language?: string | undefined;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

export function selectField(field: Field, options: readonly Option[]): Html {
  return html`<label class="field">
    <span>${field.label}</span>
    <select name="${field.name}">
      ${options.map((option) => optionText(option, field.value))}
    </select>
  </label>`;
}

export function optionText({ value, label, language }: Option, chosen: string): Html {
  return html`<option
    value="${value}"
    ${language !== undefined && html`lang="${language}"`}
    ${value === chosen && html`selected`}
  >
    ${label}
  </option>`;
}
