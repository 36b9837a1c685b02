/** Bodies: JSON only, at most 64 KB; notifications are read raw and parsed by what they hold. */
import express, { type RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";

const limitBytes = 64 * 1024;

/** The parsers would read to the end what they refuse; who says that it is too long is told at once. */
const refuseLong: RequestHandler = (request, _response, next) => {
  if (Number(request.headers["content-length"]) > limitBytes) {
    throw new CheckoutError("body_too_large", "the body is longer than 64 KB");
  }
  next();
};

/** JSON is UTF-8: in other character sets a body can say one thing to us and another to a filter before us. */
const jsonType = /^application\/json\s*(;\s*(charset="?utf-8"?\s*)?)?$/i;

const assertJson: RequestHandler = (request, _response, next) => {
  if (!jsonType.test(request.headers["content-type"] ?? "")) {
    throw new CheckoutError(
      "unsupported_media_type",
      "send a JSON body with Content-Type: application/json",
    );
  }
  next();
};

/** A key that would reach an object's prototype is no key of any request. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new SyntaxError("__proto__ is not a key");
  return value;
}

export const jsonBody: readonly RequestHandler[] = [
  assertJson,
  refuseLong,
  express.json({ limit: limitBytes, type: () => true, reviver: refusePrototype }),
];
export const rawBody: readonly RequestHandler[] = [
  refuseLong,
  express.raw({ limit: limitBytes, type: () => true }),
];
