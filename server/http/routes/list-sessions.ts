/** `GET /v1/sessions?orderRef=&status=&from=`: at most 100, newest first. */
import type { RequestHandler } from "express";
import { listSessionsQuery } from "../../../contract/contract.ts";
import { parseQuery } from "../guards/query.ts";
import type { Sessions } from "../../sessions/sessions.ts";

export function listSessionsRoute(sessions: Sessions): RequestHandler {
  return async (request, response) => {
    const { orderRef, status, from } = parseQuery(request, listSessionsQuery);
    const found = await sessions.list({
      ...(orderRef === undefined ? {} : { orderRef }),
      ...(status === undefined ? {} : { status }),
      ...(from === undefined ? {} : { from: Date.parse(from) }),
    });
    response.json({ sessions: found });
  };
}
