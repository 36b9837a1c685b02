/**
 * The frame of every hosted page. No script, nothing from elsewhere, and a policy that says so; the
 * only thing that may leave is the form, whose answer sends the shopper back to the shop.
 */
import type { Response } from "express";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

export type Language = "en" | "ar";

export interface Page {
  readonly gateway: "ottpay" | "ottu";
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** The same page in the other language. */
  readonly otherLanguage?: string;
}

const names = { ottpay: "OTT Pay", ottu: "Ottu" };

const texts = {
  en: {
    notice: "Sandbox – no real money",
    simulated: "simulated",
    footer: "Drawn by Otter Checkout Sandbox. It is not the gateway's own page.",
    other: { name: "العربية", tag: "ar" },
  },
  ar: {
    notice: "بيئة تجريبية – لا أموال حقيقية",
    simulated: "محاكاة",
    footer: "هذه الصفحة من Otter Checkout Sandbox وليست صفحة بوابة الدفع نفسها.",
    other: { name: "English", tag: "en" },
  },
} as const;

const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export function sendPage(response: Response, page: Page, status = 200): void {
  response.status(status).type("html").set({
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.send(render(page).text);
}

function render({ gateway, language, title, body, otherLanguage }: Page): Html {
  const text = texts[language];
  const { other } = text;
  return html`<!doctype html>
    <html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}" class="${gateway}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox.css" />
        <link rel="icon" href="/media/sandbox.svg" type="image/svg+xml" />
      </head>
      <body>
        <header class="notice">${text.notice}</header>
        <main>
          <p class="brand">
            <strong><bdi>${names[gateway]}</bdi></strong> <span>${text.simulated}</span>
            ${
              otherLanguage !== undefined &&
              html`<a href="${otherLanguage}" lang="${other.tag}" hreflang="${other.tag}"
                >${other.name}</a
              >`
            }
          </p>
          <div class="card">${body}</div>
          <footer><p>${text.footer}</p></footer>
        </main>
      </body>
    </html>`;
}

/** "12.750 KWD", the same in both directions. */
export function money(amount: string, currency: string): Html {
  return html`<bdi dir="ltr">${amount} ${currency}</bdi>`;
}

export function bigMoney(amount: string, currency: string): Html {
  return html`<p class="amount">
    <bdi dir="ltr">${amount} <small>${currency}</small></bdi>
  </p>`;
}
