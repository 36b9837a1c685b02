/** `POST /v1/sessions`: 201 with a new session, 200 with the unfinished one of the same order. */
import type { RequestHandler } from "express";
import { createSessionRequest } from "../../../contract/contract.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { nameSession } from "../../platform/request-context.ts";
import { parseShape } from "../../platform/request-shape.ts";
import { bearerOf } from "../guards/shop-key.ts";
import type { Sessions } from "../../sessions/sessions.ts";

export function createSessionRoute(sessions: Sessions): RequestHandler {
  return async (request, response) => {
    const body = parseShape(createSessionRequest, request.body);
    const { record, created } = await sessions.create(body, {
      apiKey: bearerOf(request) ?? "",
      idempotencyKey: readIdempotencyKey(request.headers["idempotency-key"]),
    });
    nameSession(record.id);
    response.status(created ? 201 : 200).json(record);
  };
}

function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === "string" && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new CheckoutError(
    "invalid_request",
    "Idempotency-Key must be 1 to 255 visible ASCII characters",
    {
      field: "Idempotency-Key",
    },
  );
}
