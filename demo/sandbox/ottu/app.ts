/** Ottu's addresses. With and without the slash at the end: Ottu's documents write both. */
import express from "express";
import type { Express, RequestHandler } from "express";
import type { OttuGateway } from "./gateway.ts";
import { createEndpoints, receive } from "./receive.ts";

const routes: ReadonlyArray<
  readonly [method: "get" | "post" | "patch", path: string, name: string]
> = [
  ["post", "/b/pbl/v2/payment-methods/", "payment-methods"],
  ["post", "/b/checkout/v1/pymt-txn/", "pymt-txn:create"],
  ["get", "/b/checkout/v1/pymt-txn/:sessionId/", "pymt-txn:read"],
  ["patch", "/b/checkout/v1/pymt-txn/:sessionId/", "pymt-txn:change"],
  ["post", "/b/pbl/v2/operation/", "operation"],
  ["post", "/b/pbl/v2/inquiry/", "inquiry"],
];

export function createOttuApp(gateway: OttuGateway): Express {
  const app = express().disable("x-powered-by").disable("etag");
  const json = express.json({ limit: "64kb" });
  const endpoints = createEndpoints();
  for (const [method, path, name] of routes) {
    const endpoint = endpoints[name];
    if (endpoint === undefined) throw new Error(`No endpoint ${name}`);
    const handler: RequestHandler = (request, response) =>
      receive(gateway, name, endpoint, request, response);
    app[method](path, json, handler);
  }
  return app;
}
