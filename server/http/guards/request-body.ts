/** Bodies: JSON only, at most 64 KB; notifications are read raw and parsed by what they hold. */
import express, { type Request, type RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import { keptBytes, wasRead } from "./kept-bytes.ts";

const limitBytes = 64 * 1024;

/** The parsers would read to the end what they refuse; who says that it is too long is told at once. */
const refuseLong: RequestHandler = (request, _response, next) => {
  if (Number(request.headers["content-length"]) > limitBytes) throw tooLong();
  next();
};

function tooLong(): CheckoutError {
  return new CheckoutError("body_too_large", "the body is longer than 64 KB");
}

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

const bodyLimits = { limit: limitBytes, type: () => true };
const readJson = express.json({ ...bodyLimits, reviver: refusePrototype });
const readRaw = express.raw(bodyLimits);

/** @throws CheckoutError `raw_body_missing` */
function takeKept(request: Request): Buffer {
  const bytes = keptBytes(request);
  if (bytes === undefined) throw misplaced();
  if (bytes.length > limitBytes) throw tooLong();
  return bytes;
}

/**
 * Where somebody read it before us and kept nothing, no payment begins: it could not be confirmed,
 * because a notification would be read by the same one.
 */
const takeJson: RequestHandler = (request, response, next) => {
  if (!wasRead(request)) return readJson(request, response, next);
  request.body = parseJson(takeKept(request));
  next();
};

const takeBytes: RequestHandler = (request, response, next) => {
  if (!wasRead(request)) return readRaw(request, response, next);
  request.body = takeKept(request);
  next();
};

export const jsonBody: readonly RequestHandler[] = [assertJson, refuseLong, takeJson];
/** The bytes as they were sent, in `request.body`. */
export const rawBody: readonly RequestHandler[] = [refuseLong, takeBytes];

function misplaced(): CheckoutError {
  return new CheckoutError(
    "raw_body_missing",
    "the proxy is not mounted where it can work; its log says what to do",
  );
}

/** As Express's parser does: an object or a list, and nothing else. */
function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    const text = new TextDecoder().decode(bytes);
    const body: unknown = JSON.parse(text, refusePrototype);
    if (typeof body === "object" && body !== null) return body;
  } catch {
    // Told as what it is.
  }
  throw new CheckoutError(
    "invalid_json",
    "the body is not valid JSON, or has a key that no body may have",
  );
}
