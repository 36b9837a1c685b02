/** One log line and one measurement for each request. Ids and tokens in the address are left out. */
import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "../logger.ts";
import type { Metrics } from "../metrics.ts";
import { apiHeaders } from "./headers.ts";

export function createRequestLog(logger: Logger, metrics: Metrics): RequestHandler {
  const constant = Object.entries(apiHeaders);
  return (request, response, next) => {
    const startedAt = process.hrtime.bigint();
    const requestId = randomUUID();
    response.setHeader("X-Request-Id", requestId);
    for (const [name, value] of constant) response.setHeader(name, value);
    response.once("close", () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const route = routeOf(request.route);
      metrics.requestDone(route, response.statusCode, seconds);
      logger.info(
        {
          requestId,
          method: request.method,
          route,
          status: response.statusCode,
          ms: Math.round(seconds * 10_000) / 10,
          ...(response.writableFinished ? {} : { aborted: true }),
        },
        "request",
      );
    });
    next();
  };
}

/** The route's pattern, never the address: that one holds capabilities. */
function routeOf(route: unknown): string {
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === "string" ? path : "(none)";
}
