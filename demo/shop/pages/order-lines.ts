/** What is being bought, as the checkout and the thank-you page show it. */
import { totalOf, type CartLine } from "../carts.ts";
import { html, type Html } from "../html.ts";
import { priceText, toDecimal, toMinor, type Currency } from "../money.ts";
import type { Visitor } from "../visitor.ts";
import { picture } from "./home.ts";

/** @param currency the order's, which may not be the one the visitor looks at prices in now */
export function orderLines(
  lines: readonly CartLine[],
  currency: Currency,
  { texts, language, tag }: Visitor,
): Html {
  return html`<ul class="bought">
      ${lines.map(
        ({ product, quantity }) =>
          html`<li>
            <span class="ground thumb ${product.ground}">
              <img src="${picture(product.id)}" alt="" width="64" height="64" />
            </span>
            <span class="bought-name">${product.name[language]} <small>× ${quantity}</small></span>
            <bdi class="price">${linePrice({ product, quantity }, currency, tag)}</bdi>
          </li>`,
      )}
    </ul>
    ${totals(lines, currency, { texts, tag })}`;
}

export function linePrice(line: CartLine, currency: Currency, tag: string): string {
  const minor = toMinor(line.product.price[currency]) * BigInt(line.quantity);
  return priceText(toDecimal(minor, currency), currency, tag);
}

export function totals(
  lines: readonly CartLine[],
  currency: Currency,
  { texts, tag }: Pick<Visitor, "texts" | "tag">,
): Html {
  const total = priceText(totalOf(lines, currency), currency, tag);
  return html`<dl class="totals">
    <div>
      <dt>${texts.subtotal}</dt>
      <dd><bdi>${total}</bdi></dd>
    </div>
    <div>
      <dt>${texts.delivery}</dt>
      <dd>${texts.free}</dd>
    </div>
    <div class="grand">
      <dt>${texts.total}</dt>
      <dd><bdi>${total}</bdi></dd>
    </div>
  </dl>`;
}
