/** The middle of a method's page: what a shopper would do there, without a field to fill in. */
import { formatDecimal, parseDecimal } from "../../decimals.ts";
import { html } from "../../pages/html.ts";
import type { Html } from "../../pages/html.ts";
import { money } from "../../pages/page.ts";
import { drawCode } from "../../pages/pictures.ts";
import type { Kind } from "../../pages/pictures.ts";
import type { Charge } from "../model/charge.ts";
import type { Texts } from "./texts.ts";

export function drawStage(kind: Kind, texts: Texts, charge: Charge, seed: string): Html {
  switch (kind) {
    case "bank":
      return html`<dl class="rows">
          ${row(texts.cardNumber, "000000 0000000000")} ${row(texts.bankPin, "••••")}
        </dl>
        <p>${texts.signIn}</p>`;
    case "card":
      return html`<dl class="rows">
          ${row(texts.cardNumber, "0000 0000 0000 0000")}
          <div class="pair">${row(texts.cardExpiry, "12 / 39")} ${row(texts.cardCode, "000")}</div>
        </dl>
        <p>${texts.nothingToFill}</p>`;
    case "instalments":
      return html`<ol class="dates">
          ${drawInstalments(texts, charge)}
        </ol>
        <p>${texts.signIn}</p>`;
    case "cash":
      return html`<p>${texts.atTheDoor}</p>`;
    case "wallet":
    case "other":
      return html`<div class="code">
        ${drawCode(seed, "")}
        <p>${texts.scan}</p>
      </div>`;
  }
}

function row(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd><bdi dir="ltr">${value}</bdi></dd>
  </div>`;
}

const parts = 4n;

/** Four equal parts, a fortnight apart; what does not divide is due first. */
function drawInstalments(texts: Texts, charge: Charge): readonly Html[] {
  const total = parseDecimal(charge.total, charge.currency) ?? 0n;
  const each = total / parts;
  return [0, 14, 28, 42].map((days) => {
    const due = days === 0 ? total - each * (parts - 1n) : each;
    const when = days === 0 ? texts.today : texts.inDays(days);
    return html`<li>
      <span>${when}</span> ${money(formatDecimal(due, charge.currency), charge.currency)}
    </li>`;
  });
}
