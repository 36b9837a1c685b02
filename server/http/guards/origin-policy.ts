/**
 * Who may call from a browser. A page from an origin that is not allowed gets an answer it can
 * read, so that its console says what is wrong, and the log gets the exact value to add.
 */
import type { RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import type { OriginPattern } from "../../platform/origin-pattern.ts";

const allowedHeaders = "Authorization, Content-Type, Idempotency-Key, Traceparent";
const exposedHeaders = "Cache-Status, ETag, Retry-After, X-Request-Id";

export interface OriginRules {
  readonly origins: readonly OriginPattern[];
  readonly ownOrigin: string;
}

export function createOriginPolicy(rules: OriginRules, logger: Logger): RequestHandler {
  const told = new Set<string>();
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined) {
      next();
      return;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (request.method === "OPTIONS") {
      response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
      response.setHeader("Access-Control-Allow-Headers", allowedHeaders);
      response.setHeader("Access-Control-Max-Age", "600");
      response.status(204).end();
      return;
    }
    response.setHeader("Access-Control-Expose-Headers", exposedHeaders);
    if (isAllowed(origin, rules)) {
      next();
      return;
    }
    const shown = showable(origin);
    if (!told.has(shown) && told.size < 1_000) {
      told.add(shown);
      logger.warn(
        { origin: shown, add: `MERCHANT_ORIGINS=${shown}` },
        "a page from an origin that is not allowed asked; if it is the shop's, add it to MERCHANT_ORIGINS",
      );
    }
    throw new CheckoutError(
      "origin_not_allowed",
      `this origin is not allowed; add ${shown} to the proxy's MERCHANT_ORIGINS`,
    );
  };
}

/** Whether a page of this origin is the shop's, or ours. */
export function isAllowed(origin: string, rules: OriginRules): boolean {
  if (origin === "null") return false;
  return origin === rules.ownOrigin || rules.origins.some((pattern) => pattern.matches(origin));
}

/** Only what looks like an origin is repeated. */
function showable(origin: string): string {
  return /^https?:\/\/[a-z0-9.[\]:-]{1,253}$/i.test(origin)
    ? origin
    : "(an origin that is not a web address)";
}
