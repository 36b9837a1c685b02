/** `GET` or `POST /v1/return/:returnToken`: the browser comes back, and goes on by GET; the gateway is asked, the query string is not. */
import type { RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import { isToken } from "../../platform/random.ts";
import type { Returns } from "../../confirmation/returns.ts";

export function returnRoute(returns: Returns): RequestHandler<{ returnToken: string }> {
  return async (request, response) => {
    const { returnToken } = request.params;
    if (!isToken(returnToken)) {
      throw new CheckoutError("not_found", "there is nothing at this address");
    }
    response.setHeader("Location", await returns.target(returnToken));
    response.status(303).end();
  };
}
