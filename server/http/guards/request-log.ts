/** Gives every answer its id and its constant headers, and records it when it is over. */
import type { RequestHandler } from "express";
import { apiHeaders } from "./headers.ts";
import type { BeginRequest } from "./request-record.ts";

export function createRequestLog(begin: BeginRequest): RequestHandler {
  const constant = Object.entries(apiHeaders);
  return (request, response, next) => {
    const record = begin(request.headers.traceparent);
    response.setHeader("X-Request-Id", record.requestId);
    for (const [name, value] of constant) response.setHeader(name, value);
    response.once("close", () => {
      record.done(
        request.method,
        routeOf(request.route),
        response.statusCode,
        response.writableFinished,
      );
    });
    record.run(next);
  };
}

function routeOf(route: unknown): string {
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === "string" ? path : "(none)";
}
