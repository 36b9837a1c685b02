/**
 * Where the shopper comes back to. The widget shows what the proxy knows; the words around it show
 * the shop's own books, and change when these do. Nothing here depends on how the address looks.
 */
import { html, type Html } from "../html.ts";
import type { Order, OrderStatus } from "../orders.ts";
import type { Texts } from "../texts/languages.ts";
import type { Visitor } from "../visitor.ts";
import { layout } from "./layout.ts";
import { orderLines } from "./order-lines.ts";

export function thankYouPage(
  visitor: Visitor,
  { order, widgetScript }: { order: Order; widgetScript: string },
): string {
  const { texts } = visitor;
  const { status } = order;
  const words = headings(texts);
  return layout(visitor, {
    name: "thank-you",
    title: words[status][0],
    widgetScript,
    main: html`<div class="two-columns" data-order="${order.sessionId}" data-status="${status}">
      <section class="card">
        <div role="status">
          ${(["placed", "confirmed", "paid"] as const).map(
            (each) =>
              html`<div data-when="${each}" ${each !== status && html`hidden`}>
                <h1>${words[each][0]}</h1>
                <p>${words[each][1]}</p>
              </div>`,
          )}
        </div>
        <otter-checkout result session="${order.sessionId}"></otter-checkout>
        ${progress(texts)}
        <p class="thank-you-links">
          <a class="quiet" href="/">${texts.keepShopping}</a>
          <a
            class="quiet"
            href="/checkout"
            data-when="placed"
            ${status !== "placed" && html`hidden`}
          >
            ${texts.backToCheckout}
          </a>
        </p>
      </section>
      <section class="card summary" aria-labelledby="summary">
        <h2 id="summary">${texts.order} <bdi>${order.ref}</bdi></h2>
        ${orderLines(order.lines, order.currency, visitor)}
      </section>
    </div>`,
  });
}

function headings(texts: Texts): Readonly<Record<OrderStatus, readonly [string, string]>> {
  return {
    placed: [texts.waiting, texts.waitingText],
    confirmed: [texts.confirmed, texts.confirmedText],
    paid: [texts.thanks, texts.thanksText],
  };
}

/** How far the order is; which steps are done is the style sheet's to show, by the order's status. */
function progress({ steps }: Texts): Html {
  return html`<ol class="progress">
    ${steps.map((step) => html`<li>${step}</li>`)}
  </ol>`;
}
