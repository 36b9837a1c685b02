/** `POST /v1/notifications/:provider/:notifyToken`: answered as the gateway wants, once the ledger has it. */
import type { RequestHandler } from "express";
import type { Notifications } from "../notifications.ts";

export function notificationRoute(
  notifications: Notifications,
): RequestHandler<{ provider: string; notifyToken: string }> {
  return async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = await notifications.receive(
      request.params.provider,
      request.params.notifyToken,
      body,
      request.headers["content-type"] ?? "",
    );
    response.status(answer.status).setHeader("Content-Type", answer.contentType);
    response.end(answer.body);
  };
}
