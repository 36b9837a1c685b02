/** OTT Pay's addresses. */
import express from "express";
import type { Express } from "express";
import type { OttpayGateway } from "./gateway.ts";
import { receive } from "./receive.ts";

export function createOttpayApp(gateway: OttpayGateway): Express {
  const app = express().disable("x-powered-by").disable("etag");
  app.post("/processV2", express.json({ limit: "64kb", type: () => true }), (request, response) =>
    receive(gateway, request, response),
  );
  return app;
}
