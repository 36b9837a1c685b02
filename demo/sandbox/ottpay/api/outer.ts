/** The first level of a message: plain JSON, or Base64 of it, as one of OTT Pay's pages has it. */
import type { RequestHandler } from "express";
import express from "express";
import type { Dialect } from "../model/dialect.ts";

export function writeOuter(message: unknown, outer: Dialect["outer"]): string {
  const json = JSON.stringify(message);
  return outer === "base64" ? Buffer.from(json, "utf8").toString("base64") : json;
}

/** Takes either, whichever is written. */
export function readOuterBodies(limit: string): RequestHandler[] {
  return [
    express.text({ limit, type: () => true }),
    (request, _response, next) => {
      try {
        request.body = readOuter(request.body);
        next();
      } catch (error) {
        next(Object.assign(error as Error, { status: 400 }));
      }
    },
  ];
}

function readOuter(body: unknown): unknown {
  const text = typeof body === "string" ? body.trim() : "";
  if (text === "") return {};
  const isBase64 = /^[A-Za-z0-9+/\s]+={0,2}$/.test(text);
  return JSON.parse(isBase64 ? Buffer.from(text, "base64").toString("utf8") : text);
}
