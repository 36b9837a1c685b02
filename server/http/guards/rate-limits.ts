/**
 * Limits: capability routes per session, shop routes per key, the rest per client. What is not a
 * capability's form or not one of our keys counts for the client, and so does a capability that was
 * not found: inventing new ones is no way around. Answers that are one caller's own say how its limit
 * stands; those that any cache may hand to others say so only when they refuse.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
import type { RequestHandler, Response } from "express";
import { LRUCache } from "lru-cache";
import { CheckoutError } from "../../platform/errors.ts";
import { isToken } from "../../platform/random.ts";
import { clientKey, clientOf } from "./client-address.ts";
import { HitsPerMinute, type Hit } from "./hits-per-minute.ts";
import type { SecretMatch } from "./secret-match.ts";
import { isSessionId } from "./session-id.ts";
import { bearerOf } from "./shop-key.ts";

export interface RateLimits {
  /** By session id or return token. */
  readonly byCapability: RequestHandler;
  readonly byKey: RequestHandler;
  readonly byClient: RequestHandler;
  /** The same count as `byClient`, for what answers before Express. */
  admitClient(address: string): boolean;
  /**
   * One press of Pay, by whichever way it came.
   * @throws CheckoutError `rate_limited`
   */
  admitPress(sessionId: string): void;
}

/** No shopper presses so often, and each press may be a question to a gateway that counts them. */
const pressesPerMinute = 60;

const refusal = "too many requests; slow down";
/** Capabilities that were found lately: whoever holds one is no guesser, whoever else is at his address. */
const mostKnown = 20_000;

export function createRateLimits(perMinute: number, isShopKey: SecretMatch): RateLimits {
  const clients: Limit = { name: "client", hits: new HitsPerMinute(), perMinute, isShared: true };
  const keys: Limit = { name: "key", hits: new HitsPerMinute(), perMinute };
  const presses = new HitsPerMinute();
  return {
    byCapability: limitCapabilities(perMinute),
    byKey(request, response, next) {
      const bearer = bearerOf(request);
      const isKey = bearer !== undefined && isShopKey(bearer);
      admit(keys, isKey ? `key ${bearer}` : clientOf(request), response);
      next();
    },
    byClient(request, response, next) {
      admit(clients, clientOf(request), response);
      next();
    },
    admitClient: (address) => clients.hits.count(clientKey(address)) <= perMinute,
    admitPress: (sessionId) =>
      void presses.admit(
        sessionId,
        pressesPerMinute,
        "Pay was pressed too often for this payment; slow down",
      ),
  };
}

interface Limit {
  /** What it is counted by, as the headers say it. */
  readonly name: string;
  readonly hits: HitsPerMinute;
  readonly perMinute: number;
  /** True where caches may share what is answered. */
  readonly isShared?: boolean;
}

/** @throws CheckoutError `rate_limited` */
function admit({ name, hits, perMinute, isShared }: Limit, key: string, response: Response): Hit {
  const hit = hits.hit(key);
  const isAdmitted = hit.count <= perMinute;
  if (isShared !== true || !isAdmitted) {
    const left = Math.max(0, perMinute - hit.count);
    response.setHeader("RateLimit-Policy", `"${name}";q=${perMinute};w=60`);
    response.setHeader("RateLimit", `"${name}";r=${left};t=${hit.secondsLeft}`);
  }
  if (isAdmitted) return hit;
  throw new CheckoutError("rate_limited", refusal, { retryAfterSeconds: hit.secondsLeft });
}

function limitCapabilities(perMinute: number): RequestHandler {
  const capabilities: Limit = { name: "session", hits: new HitsPerMinute(), perMinute };
  const guesses: Limit = { name: "client", hits: new HitsPerMinute(), perMinute };
  const known = new LRUCache<string, true>({ max: mostKnown });
  return (request, response, next) => {
    const { id, returnToken } = request.params;
    const capability = String(id ?? returnToken);
    if (!isSessionId(capability) && !isToken(capability)) {
      admit(guesses, clientOf(request), response);
    } else if (known.get(capability) === true) {
      admit(capabilities, capability, response);
    } else {
      // A guess until it is found: many at one time are as many guesses.
      const guess = admit(guesses, clientOf(request), response);
      admit(capabilities, capability, response);
      response.once("finish", () => {
        if (response.statusCode === 404) return;
        guess.takeBack();
        if (response.statusCode < 400) known.set(capability, true);
      });
    }
    next();
  };
}
