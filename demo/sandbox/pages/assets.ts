/** The stylesheet and the pictures that are addresses of their own. */
import type { Express, Response } from "express";
import { drawTile } from "./pictures.ts";
import type { Kind } from "./pictures.ts";
import { stylesheet } from "./style.ts";

export function serveAssets(app: Express): void {
  app.get("/sandbox.css", (_request, response) => {
    response.type("css").set("cache-control", "max-age=60").send(stylesheet);
  });
  app.get("/media/sandbox.svg", (_request, response) => {
    sendPicture(response, "other", "sandbox");
  });
}

export function sendPicture(response: Response, kind: Kind, name: string): void {
  response.type("image/svg+xml").set({
    "cache-control": "max-age=3600",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
  });
  response.send(drawTile(kind, name));
}
