/** `POST /v1/sessions/:id/cancel`: blocks starting at once, and says until when a link may still be paid. */
import type { RequestHandler } from "express";
import type { Sessions } from "../../sessions/sessions.ts";

export function cancelSessionRoute(sessions: Sessions): RequestHandler<{ id: string }> {
  return async (request, response) => {
    response.json(await sessions.cancel(request.params.id));
  };
}
