/** Ottu's addresses. With and without the slash at the end: Ottu's documents write both. */
import express from "express";
import type { Express, RequestHandler, Router } from "express";
import { refuseBrokenBodies } from "../broken-bodies.ts";
import { sendPicture, serveAssets } from "../pages/assets.ts";
import { receive } from "./api/receive.ts";
import { detail } from "./api/refusals.ts";
import type { OttuGateway } from "./model/gateway.ts";
import { showChooser, showMethod, useMethod } from "./pages/hosted.ts";
import { kindOf } from "./pages/kinds.ts";
import { servePanel } from "./pages/panel.ts";

const api: ReadonlyArray<
  readonly [method: "get" | "post" | "patch", path: string, name: Parameters<typeof receive>[1]]
> = [
  ["post", "/b/pbl/v2/payment-methods/", "payment-methods"],
  ["post", "/b/checkout/v1/pymt-txn/", "pymt-txn:create"],
  ["get", "/b/checkout/v1/pymt-txn/:sessionId/", "pymt-txn:read"],
  ["patch", "/b/checkout/v1/pymt-txn/:sessionId/", "pymt-txn:change"],
  ["post", "/b/pbl/v2/operation/", "operation"],
  ["post", "/b/pbl/v2/inquiry/", "inquiry"],
  ["post", "/pos/crt/", "pos:create"],
  ["post", "/pos/d/crt/", "pos-d:create"],
];

export function createOttuApp(gateway: OttuGateway, controls: Router): Express {
  const app = express().disable("x-powered-by").disable("etag");
  const json = express.json({ limit: "64kb" });
  for (const [method, path, name] of api) {
    app[method](path, refuseOtherMedia, json, (request, response) =>
      receive(gateway, name, request, response),
    );
  }
  serveHosted(app, gateway);
  servePanel(app, gateway);
  serveAssets(app);
  app.use("/_sandbox", controls);
  app.use(refuseBrokenBodies((status, text) => detail(status, text)));
  return app;
}

function serveHosted(app: Express, gateway: OttuGateway): void {
  const form = express.urlencoded({ extended: false, limit: "8kb", parameterLimit: 20 });
  const path = "/b/checkout/redirect/:code/:sessionId";
  app.get("/b/checkout/redirect/start/", (request, response) =>
    showChooser(gateway, request, response),
  );
  app.get(path, (request, response) => showMethod(gateway, request, response));
  app.post(path, form, (request, response) => useMethod(gateway, request, response));
  app.get("/media/gateway/settings/logos/:code.svg", (request, response) => {
    const method = gateway.method(request.params["code"]);
    sendPicture(response, kindOf(method), method?.connector.identifier ?? "other");
  });
}

const refuseOtherMedia: RequestHandler = (request, response, next) => {
  const type = request.get("content-type");
  if (request.method === "GET" || request.is("json") !== false) return next();
  const { status, body } = detail(415, `Unsupported media type "${type ?? ""}" in request.`);
  response.status(status).json(body);
};
