/** `GET /v1/checkout/:id`: everything the picker needs, in one answer. */
import type { RequestHandler } from "express";
import type { Checkout } from "../../sessions/checkout-view.ts";

export function viewCheckoutRoute(checkout: Checkout): RequestHandler<{ id: string }> {
  return async (request, response) => {
    response.json(await checkout.view(request.params.id, request.headers["user-agent"]));
  };
}
