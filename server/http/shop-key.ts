/** The shop's server signs in with one of MERCHANT_API_KEYS, compared in constant time. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { CheckoutError } from "../errors.ts";

export function bearerOf(request: Request): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? "")?.[1];
}

export function createShopKeyCheck(keys: readonly string[]): RequestHandler {
  const digests = keys.map(digest);
  return (request, response, next) => {
    const bearer = bearerOf(request);
    const asked = digest(bearer ?? "");
    // Every key is compared, so that the time taken does not tell which one was close.
    const known = digests.filter((candidate) => timingSafeEqual(candidate, asked)).length > 0;
    if (bearer === undefined || !known) {
      response.setHeader("WWW-Authenticate", "Bearer");
      throw new CheckoutError(
        "unauthorized",
        "send Authorization: Bearer <one of MERCHANT_API_KEYS>",
      );
    }
    next();
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
