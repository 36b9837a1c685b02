/** The messages for the drawer: live by server-sent events, in the visitor's language. */
import express, { Router } from "express";
import type { Carts } from "./carts.ts";
import type { Texts } from "./texts/languages.ts";
import { readVisitor } from "./visitor.ts";
import type { WireLog, WireMessage } from "./wire-log.ts";
import { recordWidgetEvent } from "./wire-sources.ts";

/** How long a browser waits before it connects again. */
const retryMs = 1_000;

export function wireRoutes(wire: WireLog, carts: Carts): Router {
  const router = Router();

  router.get("/wire", (request, response) => {
    const { texts } = readVisitor(request, carts);
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(`retry: ${retryMs}\n\n`);
    const send = (message: WireMessage) => {
      const data = JSON.stringify(toView(message, texts));
      response.write(`id: ${message.sequence}\ndata: ${data}\n\n`);
    };
    // A browser that connects again by itself says what it has; a page that does it, in the address.
    const known = request.get("last-event-id") ?? request.query["after"];
    wire.after(Number(known) || 0).forEach(send);
    request.on("close", wire.subscribe(send));
  });

  router.delete("/wire", (_request, response) => {
    wire.clear();
    response.status(204).end();
  });

  router.post("/wire", express.json({ limit: "32kb" }), (request, response) => {
    recordWidgetEvent(wire, request.body);
    response.status(204).end();
  });

  return router;
}

/** A message in words; JSON is laid out here, so that the page only has to show it. */
function toView(message: WireMessage, texts: Texts) {
  const { from, to, story, name, outcome, isRefused, sequence, at } = message;
  const parts = (["request", "sealed", "answer"] as const).flatMap((part) =>
    message[part] === undefined || message[part] === null
      ? []
      : [{ label: texts[part], text: JSON.stringify(message[part], null, 2) }],
  );
  return {
    ...{ sequence, name, outcome, isRefused, parts, from, to, at },
    fromName: texts.parties[from],
    toName: texts.parties[to],
    explanation: texts.stories[story],
  };
}
