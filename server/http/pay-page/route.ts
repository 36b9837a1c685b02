/** `GET /pay/:id`: a shareable payment link with its own title. A robot's preview creates nothing. */
import type { RequestHandler } from "express";
import type { CheckoutView } from "../../../contract/contract.ts";
import { toAsset } from "../scripts.ts";
import type { Checkout } from "../../sessions/checkout-view.ts";
import { CheckoutError } from "../../platform/errors.ts";
import type { FlowContext } from "../../flow-context.ts";
import { pageHeaders } from "../guards/headers.ts";
import { isSessionId } from "../guards/session-id.ts";
import { sendAsset, shortLived } from "../guards/send-asset.ts";
import { renderPayPage, type Shop } from "./page.ts";
import { payStyle } from "./style.ts";
import { chooseLanguage } from "./texts.ts";

export type { Shop };

export interface PayPageDependencies {
  readonly context: FlowContext;
  readonly checkout: Checkout;
  readonly shop: Shop;
}

export function payPageRoute({
  context,
  checkout,
  shop,
}: PayPageDependencies): RequestHandler<{ id: string }> {
  const { base } = context.urls;
  const headers = pageHeaders(base);
  return async (request, response) => {
    const { id } = request.params;
    const purchase = isSessionId(id)
      ? await context.ledger.readPurchase({ sessionId: id })
      : undefined;
    const session = purchase?.sessions.find((candidate) => candidate.id === id);
    const view = session === undefined ? undefined : await checkout.view(id).catch(ignoreGone);
    response.set(headers);
    const page = renderPayPage({
      shop,
      language: chooseLanguage(session?.locale ?? null, request.acceptsLanguages()),
      base,
      view:
        view === undefined || session === undefined
          ? undefined
          : { ...view, ...(isReceipt(view) ? { orderRef: session.orderRef } : {}) },
      returned: request.query["session"] === id,
      reference:
        purchase?.payments.find((payment) => payment.sessionId === id && payment.status === "paid")
          ?.orderNumber ?? null,
      returnUrl: session?.returnUrl ?? null,
    });
    response
      .status(view === undefined ? 404 : 200)
      .type("html")
      .send(page.toMarkup());
  };
}

/** Who holds the id of a payment that ended without money learns nothing about it. */
function isReceipt({ status }: CheckoutView): boolean {
  return status === "paid" || status === "authorized";
}

function ignoreGone(error: unknown): undefined {
  if (error instanceof CheckoutError && error.code === "session_not_found") return undefined;
  throw error;
}

export function payStyleRoute(shop: Shop): RequestHandler {
  const asset = toAsset(Buffer.from(payStyle(shop.accent)));
  const headers = { contentType: "text/css; charset=utf-8", cacheControl: shortLived };
  return (request, response) => sendAsset(request, response, asset, headers);
}
