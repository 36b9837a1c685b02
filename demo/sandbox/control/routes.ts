/**
 * The controls over HTTP, below `/_sandbox` of both gateways. Answered only to programs on this
 * machine: from its own address, under a name that means it, and not to web pages, which always say
 * where they come from when they could do harm.
 */
import express from "express";
import type { ErrorRequestHandler, RequestHandler, Router } from "express";
import { SandboxError } from "../errors.ts";
import type { SandboxErrorCode } from "../errors.ts";
import type { Sandbox } from "../sandbox.ts";
import { behave } from "./behaviour-command.ts";
import { Command } from "./command.ts";
import { ottpayCommands } from "./ottpay-commands.ts";
import { ottuCommands } from "./ottu-commands.ts";

export function createControlRoutes(sandbox: Sandbox): Router {
  const routes = express.Router();
  routes.use(onlyThisMachine, express.json({ limit: "256kb", type: () => true }));
  serveViews(routes, sandbox);
  routes.post("/behave", (request, response) => {
    behave(sandbox, new Command(request.body));
    response.json({});
  });
  routes.post("/deliver-late", async (_request, response) => {
    await sandbox.deliverLate();
    response.json({});
  });
  routes.post("/reset", (_request, response) => {
    sandbox.reset();
    response.json({});
  });
  for (const [name, run] of Object.entries(ottpayCommands)) {
    routes.post(`/ottpay/${name}`, async (request, response) => {
      response.json(await run(sandbox.ottpay, new Command(request.body)));
    });
  }
  for (const [name, run] of Object.entries(ottuCommands)) {
    routes.post(`/ottu/${name}`, async (request, response) => {
      response.json(await run(sandbox.ottu, new Command(request.body)));
    });
  }
  routes.use(() => {
    throw new SandboxError("not_found", "No such control; see the README");
  });
  routes.use(answerError);
  return routes;
}

function serveViews(routes: Router, sandbox: Sandbox): void {
  routes.get("/journal", (request, response) => {
    const since = Number(request.query["since"] ?? 0);
    response.json({ entries: sandbox.journal.entries(Number.isFinite(since) ? since : 0) });
  });
  routes.get("/orders", (_request, response) => {
    response.json({ ottpay: sandbox.ottpay.orders(), ottu: sandbox.ottu.orders() });
  });
  routes.get("/charges", (_request, response) => {
    response.json({ ottpay: sandbox.ottpay.charges() });
  });
  routes.get("/calls", (_request, response) => {
    response.json({ ottpay: sandbox.ottpay.allCalls(), ottu: sandbox.ottu.allCalls() });
  });
  routes.get("/ottu/methods", (_request, response) => {
    response.json({ methods: sandbox.ottu.methods() });
  });
  routes.get("/env", (_request, response) => {
    response.json(sandbox.env);
  });
}

const onlyThisMachine: RequestHandler = (request, _response, next) => {
  const address = request.socket.remoteAddress ?? "";
  const isLocal = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);
  const isNamed = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(request.get("host") ?? "");
  const isPage = request.get("origin") !== undefined;
  if (!isLocal || !isNamed || isPage) {
    throw new SandboxError("forbidden", "The controls answer programs on this machine only");
  }
  next();
};

const statuses: Readonly<Record<SandboxErrorCode, number>> = {
  unknown_order: 404,
  unknown_session: 404,
  unknown_method: 404,
  not_found: 404,
  invalid: 400,
  forbidden: 403,
};

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof SandboxError)) return next(error);
  const { code, message } = error;
  response.status(statuses[code]).json({ error: { code, message } });
};
