/** `GET /v1/sessions/:id`: the whole record, with payments and history. */
import type { RequestHandler } from "express";
import type { Sessions } from "../../sessions/sessions.ts";

export function readSessionRoute(sessions: Sessions): RequestHandler<{ id: string }> {
  return async (request, response) => {
    response.json(await sessions.read(request.params.id));
  };
}
