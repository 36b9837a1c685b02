/**
 * `/pay/:id`: a shareable payment link with its own title, which can be paid without a script. A robot's
 * preview creates nothing: only the page's form, sent from it, starts a payment.
 */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { findMethod } from "../../../contract/method-id.ts";
import { CheckoutError } from "../../platform/errors.ts";
import type { Payments } from "../../payments/start-payment.ts";
import {
  logFailure,
  requestIdOf,
  setRetryAfter,
  toCheckoutError,
} from "../guards/errors-answer.ts";
import type { RateLimits } from "../guards/rate-limits.ts";
import { sendAsset, shortLived } from "../guards/send-asset.ts";
import { toAsset } from "../scripts.ts";
import { createBrowserCookie } from "./browser-cookie.ts";
import { createFormTokens } from "./form-token.ts";
import { totalOf, type Choice } from "./method-form.ts";
import type { Shop } from "./page.ts";
import { PayPages, type Found, type PayPagesDependencies } from "./pay-pages.ts";
import { readLook, sceneOf, type Scene } from "./scene.ts";
import { notFromOurPage, sentForm } from "./sent-form.ts";
import { payStyle } from "./style.ts";
import { nameOf, sentenceFor } from "./wording.ts";

export type { Shop };

export interface PayPageDependencies extends PayPagesDependencies {
  readonly payments: Payments;
  readonly limits: Pick<RateLimits, "admitPress">;
  /** Secrets that every instance has: forms' tokens are made with them. */
  readonly formSecrets: readonly string[];
}

export interface PayPageRoutes {
  readonly show: RequestHandler<{ id: string }>;
  readonly pay: RequestHandler<{ id: string }>;
  /** Tells a shopper what went wrong. */
  readonly explain: ErrorRequestHandler<{ id: string }>;
}

type PageRequest = Request<{ id: string }>;

export function payPageRoutes(deps: PayPageDependencies): PayPageRoutes {
  const { context, payments, limits } = deps;
  const pages = new PayPages(deps);
  const tokens = createFormTokens(deps.formSecrets, context.clock);
  const cookie = createBrowserCookie(context.urls.base, context.random);

  async function show(request: PageRequest, response: Response): Promise<void> {
    const found = await pages.find(request);
    const returned = request.query["session"] === found.view.id;
    const visit = { returned, look: readLook(request.query["look"]) };
    const scene = sceneOf(found.view, visit) ?? {
      kind: "form",
      token: await newToken(request, response),
      choice: { chosen: undefined, problem: undefined },
    };
    pages.send(response.status(200), { request, found, scene });
  }

  async function pay(request: PageRequest, response: Response): Promise<void> {
    const { id } = request.params;
    const { method, token, total } = sentForm.parse(request.body ?? {});
    const browser = cookie.read(request);
    if (browser === undefined || !(await tokens.isGenuine(token, browser, id))) {
      throw notFromOurPage();
    }
    try {
      if (method === undefined) throw nothingChosen();
      limits.admitPress(id);
      const started = await payments.start(id, { method });
      if (total === totalOf(started)) {
        response.status(303).setHeader("Location", started.redirectUrl).end();
        return;
      }
      const found = await pages.find(request, method);
      const chosen = findMethod(found.view.methods, method);
      if (chosen === undefined) throw methodGone();
      const scene = sceneOf(found.view, notReturned) ?? {
        kind: "confirm",
        token: await newToken(request, response),
        method: chosen,
        charge: started,
      };
      pages.send(response.status(200), { request, found, scene });
    } catch (error) {
      const known = toCheckoutError(error);
      logFailure(context.logger, response, error, known);
      const found = await pages.find(request, method);
      setRetryAfter(response, known);
      const scene = await sceneAfter(known, found, { request, response, method });
      pages.send(response.status(known.status), { request, found, scene });
    }
  }

  /** A press that led nowhere: why, and the methods again where another may lead somewhere. */
  async function sceneAfter(
    error: CheckoutError,
    found: Found,
    pressed: { request: PageRequest; response: Response; method: string | undefined },
  ): Promise<Scene> {
    const scene = sceneOf(found.view, notReturned);
    if (scene !== undefined) return scene;
    const { request, response, method } = pressed;
    const { language, texts } = pages.speech(request, found);
    const requestId = requestIdOf(response);
    const chosen = findMethod(found.view.methods, method ?? "");
    const sentence = sentenceFor(
      error,
      chosen === undefined ? "" : nameOf(chosen, language),
      texts,
    );
    if (isOver(error)) return { kind: "trouble", text: sentence.text, requestId, way: "back" };
    const choice: Choice = { chosen: chosen?.id, problem: { ...sentence, requestId } };
    return { kind: "form", token: await newToken(request, response), choice };
  }

  function newToken(request: PageRequest, response: Response): Promise<string> {
    return tokens.issue(cookie.keep(request, response), request.params.id);
  }

  return {
    show,
    pay,
    explain(error: unknown, request, response, next) {
      if (response.headersSent) {
        next(error);
        return;
      }
      const known = toCheckoutError(error);
      logFailure(context.logger, response, error, known);
      setRetryAfter(response, known);
      pages.sendTrouble(response.status(known.status), request, known).catch(next);
    },
  };
}

const notReturned = { returned: false, look: 0 };

function nothingChosen(): CheckoutError {
  return new CheckoutError("invalid_request", "method: is missing", { field: "method" });
}

function methodGone(): CheckoutError {
  return new CheckoutError("method_unavailable", "this method is not available for this payment", {
    field: "method",
  });
}

/** Nothing can be paid on this page any more, whatever is chosen. */
function isOver({ code }: CheckoutError): boolean {
  return [
    "session_expired",
    "session_canceled",
    "already_paid",
    "order_paid",
    "order_in_review",
  ].includes(code);
}

export function payStyleRoute(shop: Shop): RequestHandler {
  const asset = toAsset(Buffer.from(payStyle(shop.accent)));
  const headers = { contentType: "text/css; charset=utf-8", cacheControl: shortLived };
  return (request, response) => sendAsset(request, response, asset, headers);
}
