/** OTT Pay's addresses. */
import express from "express";
import type { Express, Router } from "express";
import { refuseBrokenBodies } from "../broken-bodies.ts";
import { sendPicture, serveAssets } from "../pages/assets.ts";
import { readOuterBodies } from "./api/outer.ts";
import { receive } from "./api/receive.ts";
import type { OttpayGateway } from "./model/gateway.ts";
import { showCashier, useCashier } from "./pages/cashier.ts";
import { findWallet } from "./pages/wallets.ts";

export function createOttpayApp(gateway: OttpayGateway, controls: Router): Express {
  const app = express().disable("x-powered-by").disable("etag");
  const form = express.urlencoded({ extended: false, limit: "8kb", parameterLimit: 20 });
  app.post("/processV2", ...readOuterBodies("64kb"), (request, response) =>
    receive(gateway, request, response),
  );
  app.get("/cashier", (request, response) => showCashier(gateway, request, response));
  app.post("/cashier", form, (request, response) => useCashier(gateway, request, response));
  app.get("/media/wallets/:code.svg", (request, response) => {
    const wallet = findWallet(request.params["code"]);
    sendPicture(response, wallet?.kind ?? "other", wallet?.code ?? "other");
  });
  serveAssets(app);
  app.use("/_sandbox", controls);
  app.use(
    refuseBrokenBodies((_status, text) => ({
      status: 200,
      body: { [gateway.dialect.resultName]: "PARAM_ERROR", rsp_msg: text },
    })),
  );
  return app;
}
