/** Ottu's checkout, as pages: choosing a method, paying with one, and what there is to say afterwards. */
import { html } from "../../pages/html.ts";
import type { Html } from "../../pages/html.ts";
import { bigMoney, money } from "../../pages/page.ts";
import type { Language, Page } from "../../pages/page.ts";
import { drawMark } from "../../pages/pictures.ts";
import { drawWishes } from "../../pages/wishes.ts";
import { chargeOf } from "../model/charge.ts";
import type { Method } from "../model/methods.ts";
import type { SessionRecord } from "../model/session.ts";
import { kindOf } from "./kinds.ts";
import { drawStage } from "./stages.ts";
import { texts } from "./texts.ts";

/** What every page of a session needs to know. */
export interface Setting {
  readonly session: SessionRecord;
  readonly language: Language;
  /** Null where the merchant named no address. */
  readonly returnLink: string | null;
  /** The same page in the other language. */
  readonly otherLanguage: string;
}

export function chooserPage(
  setting: Setting,
  offers: ReadonlyArray<{ readonly method: Method; readonly link: string }>,
): Page {
  const { session } = setting;
  const text = texts[setting.language];
  return page(
    setting,
    text.choose,
    html`<h1>${text.choose}</h1>
      ${bigMoney(session.amount, session.currency)} ${orderLine(setting)}
      <ul class="methods">
        ${offers.map(({ method, link }) => {
          const charge = chargeOf(session, method);
          return html`<li>
            <a href="${link}"
              >${picture(method)} ${method.name}
              <span>${money(charge.total, charge.currency)}</span></a
            >
          </li>`;
        })}
      </ul>
      ${returnButton(setting)}`,
  );
}

export function methodPage(
  setting: Setting,
  method: Method,
  links: { readonly self: string; readonly chooser: string },
): Page {
  const { session } = setting;
  const text = texts[setting.language];
  const charge = chargeOf(session, method);
  const hasFee = /[1-9]/.test(charge.fee);
  return page(
    setting,
    text.payWith(method.name),
    html`<h1>${picture(method)} ${method.name}</h1>
      ${bigMoney(charge.total, charge.currency)}
      ${hasFee && html`<p class="facts">${text.fee}: ${money(charge.fee, charge.currency)}</p>`}
      ${orderLine(setting)}
      ${
        session.state === "attempted" &&
        html`<p class="message bad" role="alert">${text.declined}</p>`
      }
      <form method="post" action="${links.self}">
        <div class="stage">
          ${drawStage(kindOf(method), text, charge, `${method.code} ${session.sessionId}`)}
        </div>
        <div class="actions">
          <button class="main" name="act" value="pay">
            ${text.pay} ${money(charge.total, charge.currency)}
          </button>
          <button name="act" value="cancel">${text.cancel}</button>
          ${session.state === "attempted" && returnButton(setting)}
        </div>
        <fieldset class="instead">
          <legend>${text.instead}</legend>
          <button name="act" value="pay-and-close">${text.payAndClose}</button>
          <button name="act" value="decline">${text.decline}</button>
          <button name="act" value="expire">${text.expire}</button>
          ${
            session.flow !== "checkout" &&
            html`<button name="act" value="fail">${text.fail}</button>`
          }
          <button name="act" value="leave-pending">${text.leavePending}</button>
        </fieldset>
        ${drawWishes(text.wishes)}
      </form>
      <p class="elsewhere"><a href="${links.chooser}">${text.otherWays}</a></p>`,
  );
}

export function paidPage(setting: Setting): Page {
  const text = texts[setting.language];
  const link = returnButton(setting);
  return endPage(setting, { mark: "good", title: text.paid, text: text.paidText, link });
}

export function closedTabPage(setting: Setting): Page {
  const text = texts[setting.language];
  return endPage(setting, { mark: "good", title: text.paid, text: text.closeTab });
}

/** There is no way back from here: that is what a merchant's wrong answer does to a shopper. */
export function strandedPage(setting: Setting, status: number | null): Page {
  const text = texts[setting.language];
  const answer = status === null ? text.noAnswer : String(status);
  const said = text.strandedText(answer);
  return endPage(setting, { mark: "bad", title: text.stranded, text: said });
}

export function overPage(setting: Setting): Page {
  const text = texts[setting.language];
  const link = returnButton(setting);
  return endPage(setting, { mark: "bad", title: text.over, text: text.overText, link });
}

export function goneMethodPage(setting: Setting, chooser: string): Page {
  const text = texts[setting.language];
  const link = html`<a class="button main" href="${chooser}">${text.otherWays}</a>`;
  return endPage(setting, { mark: "bad", title: text.noMethod, text: text.noMethodText, link });
}

export function unknownPage(language: Language): Page {
  const text = texts[language];
  return {
    gateway: "ottu",
    language,
    title: text.unknown,
    body: drawEnd({ mark: "bad", title: text.unknown, text: text.unknownText }),
  };
}

function page(setting: Setting, title: string, body: Html): Page {
  const { language, otherLanguage } = setting;
  return { gateway: "ottu", language, title: `${title} · Ottu sandbox`, body, otherLanguage };
}

interface End {
  readonly mark: "good" | "bad";
  readonly title: string;
  readonly text: string;
  readonly link?: Html | null;
}

function endPage(setting: Setting, end: End): Page {
  return page(setting, end.title, drawEnd(end));
}

function drawEnd({ mark, title, text, link }: End): Html {
  return html`<div class="end">
    ${drawMark(mark)}
    <h1>${title}</h1>
    <p>${text}</p>
    ${link}
  </div>`;
}

function returnButton({ language, returnLink }: Setting): Html | null {
  if (returnLink === null) return null;
  return html`<a class="button" href="${returnLink}">${texts[language].returnToShop}</a>`;
}

function orderLine({ session, language }: Setting): Html | null {
  if (session.orderNo === null) return null;
  return html`<p class="facts">${texts[language].order} <bdi>${session.orderNo}</bdi></p>`;
}

function picture(method: Method): Html {
  return html`<img src="${method.logo}" alt="" width="48" height="32" />`;
}
