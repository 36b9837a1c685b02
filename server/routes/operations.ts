/** `/healthz`, `/readyz` and `/metrics`: for the operator's machines. */
import { timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import { CheckoutError } from "../errors.ts";
import { bearerOf } from "../http/shop-key.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Metrics } from "../metrics.ts";

export const healthRoute: RequestHandler = (_request, response) => {
  response.json({ status: "up" });
};

/** Ready while the ledger answers and the process is not stopping. */
export function readyRoute(
  ledger: Pick<Ledger, "ping">,
  isStopping: () => boolean,
): RequestHandler {
  return async (_request, response) => {
    if (isStopping()) throw new CheckoutError("overloaded", "this instance is stopping");
    await ledger.ping();
    response.json({ status: "ready" });
  };
}

export function metricsRoute(metrics: Metrics, token: string | null): RequestHandler {
  return async (request, response) => {
    if (
      !mayRead(
        request.socket.remoteAddress,
        bearerOf(request),
        token,
        request.headers["x-forwarded-for"] !== undefined,
      )
    ) {
      throw new CheckoutError("unauthorized", "metrics need METRICS_TOKEN");
    }
    response.setHeader("Content-Type", metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  };
}

/** By token; without one, from loopback only, and not on behalf of somebody behind a proxy. */
function mayRead(
  address: string | undefined,
  bearer: string | undefined,
  token: string | null,
  forwarded: boolean,
): boolean {
  if (token !== null) {
    const given = Buffer.from(bearer ?? "");
    const wanted = Buffer.from(token);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
  return !forwarded && ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(address ?? "");
}
