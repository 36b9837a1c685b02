/** `POST /v1/notifications/:provider/:notifyToken`: answered as the gateway wants, once the ledger has it. */
import type { RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import type { FailureLimit } from "../guards/failure-limit.ts";
import type { Notifications } from "../../confirmation/notifications.ts";

export function notificationRoute(
  notifications: Notifications,
  failures: FailureLimit,
): RequestHandler<{ provider: string; notifyToken: string }> {
  return async (request, response) => {
    const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
    const { provider, notifyToken } = request.params;
    const contentType = request.headers["content-type"] ?? "";
    const answer = await notifications
      .receive(provider, notifyToken, body, contentType)
      .catch((error: unknown) => {
        if (error instanceof CheckoutError && error.status < 500) failures.count(request);
        throw error;
      });
    response.status(answer.status).setHeader("Content-Type", answer.contentType);
    response.end(answer.body);
  };
}
