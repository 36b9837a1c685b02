/** The shop window: what there is, and what it costs. */
import { products, type Product } from "../catalogue.ts";
import { html, type Html } from "../html.ts";
import { priceText } from "../money.ts";
import type { Visitor } from "../visitor.ts";
import { layout } from "./layout.ts";

const onTheShelf = ["bud-vase", "palm-teapot", "morning-mug"];

export function homePage(visitor: Visitor): string {
  const { texts } = visitor;
  return layout(visitor, {
    name: "home",
    title: texts.tagline,
    main: html`<section class="hero">
        <div class="hero-words">
          <p class="eyebrow">${texts.tagline}</p>
          <h1>${texts.heroTitle}</h1>
          <p>${texts.heroText}</p>
          <a class="button" href="#collection">${texts.heroLink}</a>
        </div>
        <div class="shelf" aria-hidden="true">
          ${onTheShelf.map((id) => html`<img src="${picture(id)}" alt="" width="320" height="320" />`)}
        </div>
      </section>
      <section class="collection" aria-labelledby="collection">
        <h2 id="collection">${texts.collection}</h2>
        <ul class="products">
          ${products.map((product) => productCard(product, visitor))}
        </ul>
      </section>
      <section class="craft">
        ${texts.craft.map(
          ([title, text]) =>
            html`<div>
              <h3>${title}</h3>
              <p>${text}</p>
            </div>`,
        )}
      </section>`,
  });
}

export function picture(productId: string): string {
  return `/products/${productId}.svg`;
}

function productCard(product: Product, { texts, language, currency, tag }: Visitor): Html {
  const name = product.name[language];
  return html`<li class="product">
    <div class="ground ${product.ground}">
      <img src="${picture(product.id)}" alt="" width="320" height="320" loading="lazy" />
    </div>
    <h3>${name}</h3>
    <p class="soft">${product.description[language]}</p>
    <form class="buy" method="post" action="/cart">
      <input type="hidden" name="product" value="${product.id}" />
      <strong class="price"><bdi>${priceText(product.price[currency], currency, tag)}</bdi></strong>
      <button class="button small" name="add" value="1" aria-label="${texts.addNamed(name)}">
        ${texts.add}
      </button>
    </form>
  </li>`;
}
