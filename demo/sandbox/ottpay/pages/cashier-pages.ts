/** OTT Pay's cashier, as pages: choosing a wallet, paying with one, and what there is to say afterwards. */
import { html } from "../../pages/html.ts";
import type { Html } from "../../pages/html.ts";
import { bigMoney, money } from "../../pages/page.ts";
import type { Page } from "../../pages/page.ts";
import { drawCode, drawMark } from "../../pages/pictures.ts";
import { drawChoices, drawWishes } from "../../pages/wishes.ts";
import type { OrderRecord } from "../model/order.ts";
import { wallets } from "./wallets.ts";
import type { Wallet } from "./wallets.ts";

/** Added when the convenience fee is chosen on the page. */
export const pageFeeCents = 100n;

export function toAmount(cents: string | bigint): string {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function chooserPage(order: OrderRecord): Page {
  const links = wallets.map(
    ({ code, name }) =>
      html`<li>
        <a href="/cashier?token=${order.token}&amp;selected=${code}"
          ><img src="/media/wallets/${code}.svg" alt="" width="48" height="32" />${name}</a
        >
      </li>`,
  );
  return page(
    "Choose how to pay",
    html`<h1>Choose how to pay</h1>
      ${orderHead(order)}
      <ul class="methods">
        ${links}
      </ul>
      <form method="post" action="/cashier" class="actions">
        ${hidden(order, "NONE")}
        <button name="act" value="cancel">Cancel and return</button>
      </form>`,
  );
}

export function walletPage(order: OrderRecord, wallet: Wallet): Page {
  const amount = toAmount(order.amount);
  return page(
    `Pay with ${wallet.name}`,
    html`<h1>
        <img src="/media/wallets/${wallet.code}.svg" alt="" width="48" height="32" />${wallet.name}
      </h1>
      ${orderHead(order)}
      ${
        order.declines > 0 &&
        html`<p class="message bad" role="alert">Declined. You can try again, or return.</p>`
      }
      <form method="post" action="/cashier">
        ${hidden(order, wallet.code)}
        <div class="stage">${wallet.kind === "card" ? cardStage() : codeStage(order, wallet)}</div>
        <div class="actions">
          <button class="main" name="act" value="pay">Pay ${money(amount, order.currency)}</button>
          <button name="act" value="cancel">Cancel and return</button>
        </div>
        <fieldset class="instead">
          <legend>Or make something else happen</legend>
          <button name="act" value="pay-and-close">Pay, then close the tab</button>
          <button name="act" value="decline">Decline</button>
          <button name="act" value="expire">Let it expire</button>
        </fieldset>
        ${drawWishes(wishTexts, feeChoice(order))}
      </form>
      <p class="elsewhere">
        <a href="/cashier?token=${order.token}&amp;selected=NONE">Other ways to pay</a>
      </p>`,
  );
}

export function closedTabPage(order: OrderRecord): Page {
  return endPage(
    "good",
    "Paid",
    html`You can close this tab now. The shop's page is not opened again; the shop learns of the
    payment of ${money(toAmount(order.amount), order.currency)} from OTT Pay alone.`,
  );
}

export function paidPage(returnLink: string): Page {
  return endPage("good", "This order is paid", html`There is nothing left to do here.`, returnLink);
}

export function overPage(returnLink: string): Page {
  return endPage("bad", "This order is closed", html`It can no longer be paid.`, returnLink);
}

export function unknownPage(): Page {
  return endPage("bad", "No such order", html`The link is wrong, or the sandbox was restarted.`);
}

const wishTexts = {
  summary: "How the gateway behaves",
  notify: "Call-back to the shop",
  notifyChoices: {
    now: "Before you return",
    later: "Some seconds after you returned",
    never: "Never",
    twice: "Twice",
  },
  speed: "Answer to this page",
  atOnce: "At once",
  slow: "Slow, 5 seconds",
};

function page(title: string, body: Html): Page {
  return { gateway: "ottpay", language: "en", title: `${title} · OTT Pay sandbox`, body };
}

function endPage(mark: "good" | "bad", title: string, text: Html, returnLink?: string): Page {
  return page(
    title,
    html`<div class="end">
      ${drawMark(mark)}
      <h1>${title}</h1>
      <p>${text}</p>
      ${returnLink !== undefined && html`<a class="button main" href="${returnLink}">Return to shop</a>`}
    </div>`,
  );
}

function orderHead(order: OrderRecord): Html {
  return html`${bigMoney(toAmount(order.amount), order.currency)}
    <p class="facts">Order ${order.remarks ?? order.prepayOrderId}</p>`;
}

function hidden(order: OrderRecord, selected: string): Html {
  return html`<input type="hidden" name="token" value="${order.token}" />
    <input type="hidden" name="selected" value="${selected}" />`;
}

function codeStage(order: OrderRecord, wallet: Wallet): Html {
  return html`<div class="code">
    ${drawCode(`${wallet.code} ${order.token}`, "A pattern in place of a payment code")}
    <p>Here a shopper would scan a code with ${wallet.name}. In the sandbox, press a button.</p>
  </div>`;
}

function cardStage(): Html {
  return html`<dl class="rows">
      <div>
        <dt>Card number</dt>
        <dd>0000 0000 0000 0000</dd>
      </div>
      <div class="pair">
        <div>
          <dt>Expiry</dt>
          <dd>12 / 39</dd>
        </div>
        <div>
          <dt>Security code</dt>
          <dd>000</dd>
        </div>
      </div>
    </dl>
    <p>Nothing to fill in: the sandbox takes no card numbers.</p>`;
}

function feeChoice(order: OrderRecord): Html {
  return drawChoices("fee", "Convenience fee", [
    ["no", "None"],
    ["yes", html`${money(toAmount(pageFeeCents), order.currency)} on top of the amount`],
  ]);
}
