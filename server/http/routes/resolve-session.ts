/** `POST /v1/sessions/:id/resolve`: the shop's decision about a payment in review. */
import type { RequestHandler } from "express";
import { resolveRequest } from "../../../contract/contract.ts";
import { parseShape } from "../../platform/request-shape.ts";
import type { Sessions } from "../../sessions/sessions.ts";

export function resolveSessionRoute(sessions: Sessions): RequestHandler<{ id: string }> {
  return async (request, response) => {
    response.json(
      await sessions.resolve(request.params.id, parseShape(resolveRequest, request.body)),
    );
  };
}
