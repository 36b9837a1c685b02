/** The cart. Every change is a form of its own, so it works before any script has loaded. */
import { mostOfOne, type CartLine } from "../carts.ts";
import { html, type Html } from "../html.ts";
import { priceText } from "../money.ts";
import type { Visitor } from "../visitor.ts";
import { picture } from "./home.ts";
import { layout } from "./layout.ts";
import { linePrice, totals } from "./order-lines.ts";

export function cartPage(visitor: Visitor): string {
  const { texts, cart, currency } = visitor;
  const lines = cart?.lines ?? [];
  const main =
    lines.length === 0
      ? emptyCart(visitor)
      : html`<h1>${texts.cart}</h1>
          <div class="two-columns">
            <ul class="lines">
              ${lines.map((line) => cartLine(line, visitor))}
            </ul>
            <section class="card summary" aria-labelledby="summary">
              <h2 id="summary">${texts.summary}</h2>
              ${totals(lines, currency, visitor)}
              <a class="button wide" href="/checkout">${texts.toCheckout}</a>
              <a class="quiet" href="/">${texts.keepShopping}</a>
            </section>
          </div>`;
  return layout(visitor, { name: "cart", title: texts.cart, main });
}

function emptyCart({ texts }: Visitor): Html {
  return html`<section class="empty">
    <div class="empty-shelf ground sand">
      <img src="/products/morning-mug.svg" alt="" width="320" height="320" />
    </div>
    <h1>${texts.emptyTitle}</h1>
    <p>${texts.emptyText}</p>
    <a class="button" href="/#collection">${texts.emptyLink}</a>
  </section>`;
}

function cartLine({ product, quantity }: CartLine, visitor: Visitor): Html {
  const { texts, language, currency, tag } = visitor;
  const name = product.name[language];
  return html`<li class="line" id="${product.id}" tabindex="-1">
    <span class="ground thumb ${product.ground}">
      <img src="${picture(product.id)}" alt="" width="96" height="96" />
    </span>
    <div class="line-words">
      <h2>${name}</h2>
      <p class="soft">${texts.each(priceText(product.price[currency], currency, tag))}</p>
    </div>
    <form method="post" action="/cart">
      <input type="hidden" name="product" value="${product.id}" />
      <div class="stepper" role="group" aria-label="${texts.quantityOf(name)}">
        ${step(quantity - 1, texts.oneLess(name), "−", false)}
        <span class="quantity">${quantity}</span>
        ${step(quantity + 1, texts.oneMore(name), "+", quantity >= mostOfOne)}
        <button class="remove" name="quantity" value="0" aria-label="${texts.removeNamed(name)}">
          ${texts.remove}
        </button>
      </div>
    </form>
    <strong class="price"><bdi>${linePrice({ product, quantity }, currency, tag)}</bdi></strong>
  </li>`;
}

function step(value: number, label: string, sign: string, isDisabled: boolean): Html {
  return html`<button
    class="step"
    name="quantity"
    value="${value}"
    aria-label="${label}"
    ${isDisabled && html`disabled`}
  >
    ${sign}
  </button>`;
}
