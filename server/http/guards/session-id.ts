/** Session ids as we make them. What cannot be one is answered without asking the ledger. */
import type { RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import { isToken } from "../../platform/random.ts";
import { nameSession } from "../../platform/request-context.ts";

const prefix = "cs_";

export function isSessionId(text: string): boolean {
  return text.startsWith(prefix) && isToken(text.slice(prefix.length));
}

export const sessionIdOnly: RequestHandler = (request, _response, next) => {
  const id = String(request.params["id"]);
  if (!isSessionId(id)) {
    throw new CheckoutError("session_not_found", "there is no such session");
  }
  nameSession(id);
  next();
};
