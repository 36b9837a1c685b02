/** `GET /v1/sessions?orderRef=&status=&from=&to=&after=&limit=`: newest first, by pages. */
import type { RequestHandler } from "express";
import { listSessionsQuery } from "../../../contract/contract.ts";
import { parseQuery } from "../guards/query.ts";
import { periodOf } from "./period.ts";
import type { Sessions } from "../../sessions/sessions.ts";

export function listSessionsRoute(sessions: Sessions): RequestHandler {
  return async (request, response) => {
    const { from, to, ...query } = parseQuery(request, listSessionsQuery);
    response.json(await sessions.list({ ...query, ...periodOf({ from, to }) }));
  };
}
