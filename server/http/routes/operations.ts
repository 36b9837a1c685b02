/** `/healthz` and `/metrics`: for the operator's machines. */
import type { Request, RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import type { SecretMatch } from "../guards/secret-match.ts";
import { bearerOf } from "../guards/shop-key.ts";
import { isLoopback } from "../../platform/loopback.ts";
import type { Metrics } from "../../platform/metrics.ts";

export const healthRoute: RequestHandler = (_request, response) => {
  response.json({ status: "up" });
};

/** @param isToken null without METRICS_TOKEN: then for this machine alone */
export function metricsRoute(metrics: Metrics, isToken: SecretMatch | null): RequestHandler {
  return async (request, response) => {
    const allowed = isToken === null ? isLocal(request) : isToken(bearerOf(request) ?? "");
    if (!allowed) {
      throw new CheckoutError("unauthorized", "metrics need METRICS_TOKEN");
    }
    response.setHeader("Content-Type", metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  };
}

/** What proxies add on behalf of somebody else. */
const forwarding = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * From this machine, for itself: not on behalf of somebody behind a proxy, and under a name that
 * means this machine, which a web page that had its name pointed here does not have.
 */
function isLocal(request: Request): boolean {
  const here = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? "");
  const named = URL.parse(`http://${request.headers.host ?? ""}`);
  const forSomebody = forwarding.some((name) => request.headers[name] !== undefined);
  return here && !forSomebody && named !== null && isLoopback(named);
}
