/** `DELETE /v1/methods`: drops cached lists, all or those the given filters match, on every instance. */
import type { RequestHandler } from "express";
import { purgeQuery } from "../../../contract/contract.ts";
import { parseQuery } from "../guards/query.ts";
import type { Methods } from "../../methods/methods.ts";

export function purgeMethodsRoute(methods: Methods): RequestHandler {
  return async (request, response) => {
    await methods.purge(parseQuery(request, purgeQuery));
    response.status(204).end();
  };
}
