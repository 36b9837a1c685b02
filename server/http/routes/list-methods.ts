/** `GET /v1/methods?currency=…`: what can be paid with, before a session exists. Serves cached text. */
import type { RequestHandler } from "express";
import { methodFilter } from "../../../contract/contract.ts";
import { parseQuery } from "../guards/query.ts";
import type { Methods } from "../../methods/methods.ts";

export function listMethodsRoute(methods: Methods): RequestHandler {
  return async (request, response) => {
    const filter = parseQuery(request, methodFilter);
    const list = await methods.listPublic(filter);
    response.setHeader("Cache-Control", list.cacheControl);
    response.setHeader("Cache-Status", list.cacheStatus);
    response.setHeader("ETag", list.etag);
    if (request.headers["if-none-match"] === list.etag) {
      response.status(304).end();
      return;
    }
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.setHeader("Content-Length", list.length);
    response.status(200).end(request.method === "HEAD" ? undefined : list.bytes, "latin1");
  };
}
