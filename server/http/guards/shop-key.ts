/** The shop's server signs in with one of MERCHANT_API_KEYS. */
import type { Request, RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import type { SecretMatch } from "./secret-match.ts";

export function bearerOf(request: Request): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? "")?.[1];
}

export function createShopKeyCheck(isShopKey: SecretMatch): RequestHandler {
  return (request, response, next) => {
    const bearer = bearerOf(request);
    if (bearer === undefined || !isShopKey(bearer)) {
      response.setHeader("WWW-Authenticate", "Bearer");
      throw new CheckoutError(
        "unauthorized",
        "send Authorization: Bearer <one of MERCHANT_API_KEYS>",
      );
    }
    next();
  };
}
