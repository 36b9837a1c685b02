/** The hosted pages at Ottu's links: shows one, does what was pressed, sends the shopper back. */
import type { Request, Response } from "express";
import { readForm, readText } from "../../pages/form.ts";
import { sendPage } from "../../pages/page.ts";
import type { Language } from "../../pages/page.ts";
import { readWishes, slowMs } from "../../pages/wishes.ts";
import type { When } from "../../schedule.ts";
import { endPayment } from "../api/settle.ts";
import type { OttuGateway } from "../model/gateway.ts";
import type { Method } from "../model/methods.ts";
import { isOpen, stateOf } from "../model/session.ts";
import type { SessionRecord, SessionState } from "../model/session.ts";
import * as pages from "./checkout-pages.ts";
import type { Setting } from "./checkout-pages.ts";
import { returnLink } from "./return-link.ts";

export function showChooser(gateway: OttuGateway, request: Request, response: Response): void {
  const setting = settingOf(gateway, request, readText(request.query, "session_id"));
  if (setting === null) return sendPage(response, pages.unknownPage(languageOf(request)), 404);
  if (!isOpen(setting.session, gateway.engine.world.now()))
    return sendEnd(gateway, setting, response);
  const offers = setting.session.pgCodes.flatMap((code) => {
    const method = gateway.method(code);
    if (method === undefined) return [];
    return [{ method, link: pathOf(setting, code) }];
  });
  sendPage(response, pages.chooserPage(setting, offers));
}

export function showMethod(gateway: OttuGateway, request: Request, response: Response): void {
  const found = find(gateway, request, response);
  if (found === null) return;
  const { setting, method } = found;
  const { session } = setting;
  if (session.state === "created") session.state = "pending";
  const links = { self: pathOf(setting, method.code), chooser: chooserPath(setting) };
  sendPage(response, pages.methodPage(setting, method, links));
}

/** With the older API each attempt is the last one, and the shopper is sent back after it. */
const olderEnds: Readonly<Record<string, SessionState>> = {
  decline: "failed",
  cancel: "canceled",
  fail: "invalided",
};

export async function useMethod(
  gateway: OttuGateway,
  request: Request,
  response: Response,
): Promise<void> {
  const found = find(gateway, request, response);
  if (found === null) return;
  const { setting, method } = found;
  const { session } = setting;
  const form = readForm(request.body);
  const wishes = readWishes(form);
  const act = readText(form, "act");
  note(gateway, setting.session, {
    act,
    code: method.code,
    notify: wishes.notify,
    slow: wishes.slow,
  });
  if (wishes.slow) await gateway.engine.schedule.wait(slowMs);
  const end = (state: SessionState) =>
    endPayment(gateway, setting.session, state, { code: method.code, webhook: wishes.notify });
  const sendBackAfter = async (state: SessionState) =>
    sendBack(gateway, setting, response, { notify: wishes.notify, status: await end(state) });
  const olderEnd = session.flow === "checkout" ? undefined : olderEnds[act];
  if (olderEnd !== undefined) return sendBackAfter(olderEnd);
  switch (act) {
    case "pay":
      return sendBackAfter(outcomeOf(method));
    case "pay-and-close":
      await end(outcomeOf(method));
      return sendPage(response, pages.closedTabPage(setting));
    case "decline":
      await end("attempted");
      return response.redirect(303, pathOf(setting, method.code));
    case "expire":
      await end("expired");
      return response.redirect(303, pathOf(setting, method.code));
    case "leave-pending":
      // A bank that has not decided: nobody is told, and queries say so for ever.
      await endPayment(gateway, setting.session, "pending", {
        code: method.code,
        webhook: "never",
      });
      return sendBack(gateway, setting, response, { notify: "never", status: null });
    case "cancel":
      // A cancelled payment ends as expired: Ottu goes on asking the bank about it.
      return sendBackAfter("expired");
    default:
      return response.redirect(303, pathOf(setting, method.code));
  }
}

/** Null after a page that says why there is nothing to pay. */
function find(
  gateway: OttuGateway,
  request: Request,
  response: Response,
): { readonly setting: Setting; readonly method: Method } | null {
  const setting = settingOf(gateway, request, readText(request.params, "sessionId"));
  if (setting === null) {
    sendPage(response, pages.unknownPage(languageOf(request)), 404);
    return null;
  }
  if (!isOpen(setting.session, gateway.engine.world.now())) {
    sendEnd(gateway, setting, response);
    return null;
  }
  const code = readText(request.params, "code");
  const method = setting.session.pgCodes.includes(code) ? gateway.method(code) : undefined;
  if (method === undefined) {
    sendPage(response, pages.goneMethodPage(setting, chooserPath(setting)), 404);
    return null;
  }
  return { setting, method };
}

function settingOf(gateway: OttuGateway, request: Request, sessionId: string): Setting | null {
  const session = gateway.book.find(sessionId);
  if (session === undefined) return null;
  const language = languageOf(request, session.language);
  const query = new URLSearchParams(request.url.split("?")[1] ?? "");
  query.set("lang", language === "ar" ? "en" : "ar");
  return {
    session,
    language,
    returnLink: returnLink(session),
    otherLanguage: `${request.path}?${query.toString()}`,
  };
}

function languageOf(request: Request, otherwise: Language = "en"): Language {
  const asked = readText(request.query, "lang");
  return asked === "en" || asked === "ar" ? asked : otherwise;
}

function outcomeOf(method: Method): SessionState {
  if (method.connector.identifier === "cod") return "cod";
  return method.operation === "authorize" ? "authorized" : "paid";
}

/** Only a merchant who said 200 gets the shopper back; one who was not asked, does too. */
function sendBack(
  gateway: OttuGateway,
  setting: Setting,
  response: Response,
  { notify, status }: { readonly notify: When; readonly status: number | null },
): void {
  const { session, returnLink: link } = setting;
  const wasTold = session.webhookUrl !== null && ["now", "twice"].includes(notify);
  if (wasTold && status !== 200) {
    note(gateway, session, { stays: "the webhook was not answered with 200", status });
    return sendPage(response, pages.strandedPage(setting, status));
  }
  if (link === null) return sendEnd(gateway, setting, response);
  note(gateway, session, { returned_to: link });
  response.redirect(303, link);
}

function sendEnd(gateway: OttuGateway, setting: Setting, response: Response): void {
  const state = stateOf(setting.session, gateway.engine.world.now());
  const done = ["paid", "authorized", "cod"].includes(state);
  sendPage(response, done ? pages.paidPage(setting) : pages.overPage(setting));
}

function pathOf({ session, language }: Setting, code: string): string {
  return `/b/checkout/redirect/${encodeURIComponent(code)}/${session.sessionId}?lang=${language}`;
}

function chooserPath({ session, language }: Setting): string {
  return `/b/checkout/redirect/start/?session_id=${session.sessionId}&lang=${language}`;
}

function note(gateway: OttuGateway, session: SessionRecord, opened: object): void {
  const { journal } = gateway.engine;
  journal.record({
    gateway: "ottu",
    from: "shopper",
    kind: "request",
    call: "page",
    orderId: session.orderNo,
    exchange: journal.nextExchange(),
    status: null,
    opened,
  });
}
