/** The one place that turns an error into an answer. */
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { ZodError } from "zod";
import type { ErrorAnswer } from "../../../contract/contract.ts";
import { CheckoutError, GatewayError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import { fromIssues } from "../../platform/request-shape.ts";
import { howToMount } from "./kept-bytes.ts";

/** A message may quote what was sent. */
const longestReason = 200;

export const notFound: RequestHandler = () => {
  throw new CheckoutError("not_found", "there is nothing at this address");
};

export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = toCheckoutError(error);
    logFailure(logger, response, error, known);
    sendError(response, known);
  };
}

/** Says in the log why a request failed for no fault of its own. @param known what `error` is answered as */
export function logFailure(
  logger: Logger,
  response: Response,
  error: unknown,
  known: CheckoutError,
): void {
  if (known.status < 500) return;
  logger.error(
    {
      requestId: requestIdOf(response),
      code: known.code,
      reason: reasonOf(error, known),
      at: error instanceof Error && known.code === "internal_error" ? firstFrame(error) : undefined,
    },
    "a request failed",
  );
}

/** Who is answered may be anybody; who reads the log can mend it. */
function reasonOf(error: unknown, known: CheckoutError): string {
  if (known.code === "raw_body_missing") return howToMount;
  return error instanceof Error ? error.message.slice(0, longestReason) : "unknown";
}

export function sendError(response: Response, error: CheckoutError): void {
  setRetryAfter(response, error);
  const answer: ErrorAnswer = {
    error: {
      code: error.code,
      message: error.message,
      ...(error.field === undefined ? {} : { field: error.field }),
      ...(error.fields === undefined ? {} : { fields: [...error.fields] }),
      retryable: error.retryable,
      requestId: requestIdOf(response),
    },
  };
  response.status(error.status).json(answer);
}

export function setRetryAfter(response: Response, { retryAfterSeconds }: CheckoutError): void {
  if (retryAfterSeconds !== undefined) {
    response.setHeader("Retry-After", String(retryAfterSeconds));
  }
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader("X-Request-Id") ?? "");
}

function firstFrame(error: Error): string | undefined {
  return error.stack?.split("\n")[1]?.trim();
}

export function toCheckoutError(error: unknown): CheckoutError {
  if (error instanceof CheckoutError) return error;
  if (error instanceof ZodError) return fromIssues(error.issues);
  if (error instanceof GatewayError) {
    return error.failure === "timeout"
      ? new CheckoutError("gateway_timeout", "the gateway did not answer in time; try again", {
          cause: error,
        })
      : new CheckoutError("gateway_unavailable", "the gateway cannot be reached now; try again", {
          cause: error,
        });
  }
  const type = (error as { type?: unknown } | null)?.type;
  switch (type) {
    case "entity.too.large":
      return new CheckoutError("body_too_large", "the body is longer than 64 KB");
    case "entity.parse.failed":
      return new CheckoutError(
        "invalid_json",
        "the body is not valid JSON, or has a key that no body may have",
      );
    case "encoding.unsupported":
    case "charset.unsupported":
      return new CheckoutError("unsupported_media_type", "send JSON in UTF-8");
    case "parameters.too.many":
      return new CheckoutError("invalid_request", "the form has more fields than any of ours");
    case "request.aborted":
    case "request.size.invalid":
      return new CheckoutError("invalid_request", "the body did not arrive whole");
  }
  if (isClientsMistake(error)) {
    return new CheckoutError("invalid_request", "the body is not what its headers say it is");
  }
  if (error instanceof URIError) {
    return new CheckoutError("invalid_request", "the address is not valid UTF-8");
  }
  return new CheckoutError("internal_error", "something went wrong here; it has been logged", {
    cause: error,
  });
}

/** What the body parser passes on for want of a name of its own, such as the inflater's errors. */
function isClientsMistake(error: unknown): boolean {
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return status === 400 && expose === true;
}
