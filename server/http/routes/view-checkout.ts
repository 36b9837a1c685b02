/**
 * `GET /v1/checkout/:id`: everything the picker needs, in one answer; with `?methods=none` how the
 * session stands, for who looks again and again.
 */
import type { RequestHandler } from "express";
import { checkoutQuery } from "../../../contract/contract.ts";
import type { Checkout } from "../../sessions/checkout-view.ts";
import { parseQuery } from "../guards/query.ts";

export function viewCheckoutRoute(checkout: Checkout): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const { methods } = parseQuery(request, checkoutQuery);
    response.json(
      methods === "none"
        ? await checkout.standing(id)
        : await checkout.view(id, request.headers["user-agent"]),
    );
  };
}
