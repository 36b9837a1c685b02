/** Where the shopper pays: the order on one side, `<otter-checkout>` on the other. */
import type { SessionRecord } from "otter-checkout-proxy/client";
import { html } from "../html.ts";
import { priceText, type Currency } from "../money.ts";
import type { Order } from "../orders.ts";
import type { Visitor } from "../visitor.ts";
import { layout } from "./layout.ts";
import { orderLines } from "./order-lines.ts";

/** How many rows each currency usually has where there is no Apple Pay: their place is kept while they load. */
const usualRows: Readonly<Record<Currency, number>> = { CAD: 5, KWD: 6, SAR: 6 };

export interface CheckoutPage {
  readonly session: SessionRecord;
  readonly order: Order;
  readonly widgetScript: string;
}

export function checkoutPage(
  visitor: Visitor,
  { session, order, widgetScript }: CheckoutPage,
): string {
  const { texts, tag } = visitor;
  const total = priceText(order.amount, order.currency, tag);
  return layout(visitor, {
    name: "checkout",
    title: texts.checkout,
    widgetScript,
    main: html`<h1>${texts.checkout}</h1>
      <div class="two-columns">
        <section class="card pay" aria-labelledby="payment">
          <h2 id="payment" class="visually-hidden">${texts.payment}</h2>
          <otter-checkout session="${session.id}" rows="${usualRows[order.currency]}">
            <a class="button wide" href="${session.url}">${texts.payLink(total)}</a>
          </otter-checkout>
          <p class="assurance">
            <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
              <path
                d="M7 10V7.5a5 5 0 0 1 10 0V10M6 10h12v9H6z"
                fill="none"
                stroke="currentColor"
                stroke-width="1.8"
                stroke-linejoin="round"
              />
            </svg>
            <span>${texts.assurance}</span>
          </p>
        </section>
        <section class="card summary" aria-labelledby="summary">
          <div class="summary-head">
            <h2 id="summary">${texts.summary}</h2>
            <a class="quiet" href="/cart">${texts.editCart}</a>
          </div>
          ${orderLines(order.lines, order.currency, visitor)}
          <p class="soft">${texts.order} <bdi>${order.ref}</bdi></p>
        </section>
      </div>`,
  });
}
