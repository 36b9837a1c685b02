/** `GET /v1/return/:returnToken`: the browser comes back; the gateway is asked, the query string is not. */
import type { RequestHandler } from "express";
import type { Returns } from "../returns.ts";

export function returnRoute(returns: Returns): RequestHandler<{ returnToken: string }> {
  return async (request, response) => {
    response.setHeader("Location", await returns.target(request.params.returnToken));
    response.status(303).end();
  };
}
