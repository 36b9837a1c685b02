/** `GET /openapi.json`: OpenAPI 3.1, made from the schemas that parse the requests. */
import type { RequestHandler } from "express";
import { describeApi } from "../openapi/describe-api.ts";

export function openapiRoute(baseUrl: string): RequestHandler {
  const document = Buffer.from(JSON.stringify(describeApi(baseUrl)));
  return (_request, response) => {
    response.setHeader("Cache-Control", "public, max-age=300");
    response.setHeader("Content-Type", "application/json; charset=utf-8");
    response.end(document);
  };
}
