/**
 * Limits: capability routes per session, shop routes per key, the rest per client. What is not a
 * capability's form or not one of our keys counts for the client, so that inventing new ones is no way
 * around.
 */
import type { Request, RequestHandler } from "express";
import { clientKey, clientOf } from "./client-address.ts";
import { HitsPerMinute } from "./hits-per-minute.ts";
import type { SecretMatch } from "./secret-match.ts";
import { isSessionId } from "./session-id.ts";
import { isToken } from "../../platform/random.ts";
import { bearerOf } from "./shop-key.ts";

export interface RateLimits {
  /** By session id or return token. */
  readonly byCapability: RequestHandler;
  readonly byKey: RequestHandler;
  readonly byClient: RequestHandler;
  /** The same count as `byClient`, for what answers before Express. */
  admitClient(address: string): boolean;
}

export function createRateLimits(perMinute: number, isShopKey: SecretMatch): RateLimits {
  const clients = new HitsPerMinute();
  return {
    byCapability: limitBy(perMinute, new HitsPerMinute(), (request) => {
      const { id, returnToken } = request.params;
      const capability = String(id ?? returnToken);
      return isSessionId(capability) || isToken(capability) ? capability : clientOf(request);
    }),
    byKey: limitBy(perMinute, new HitsPerMinute(), (request) => {
      const bearer = bearerOf(request);
      return bearer !== undefined && isShopKey(bearer) ? `key ${bearer}` : clientOf(request);
    }),
    byClient: limitBy(perMinute, clients, clientOf),
    admitClient: (address) => clients.count(clientKey(address)) <= perMinute,
  };
}

function limitBy(
  perMinute: number,
  hits: HitsPerMinute,
  keyOf: (request: Request) => string,
): RequestHandler {
  return (request, _response, next) => {
    hits.admit(keyOf(request), perMinute, "too many requests; slow down");
    next();
  };
}
