/**
 * Notifications are never refused for their number, because a gateway's word must not be lost. Only
 * those that could not be verified count, per client, and past the limit are answered 429.
 */
import type { Request } from "express";
import { ipKeyGenerator } from "express-rate-limit";
import { LRUCache } from "lru-cache";
import { CheckoutError } from "../errors.ts";

export interface FailureLimit {
  /** Counts a failure. @throws CheckoutError `rate_limited` when there were too many in a minute */
  count(request: Request): void;
}

export function createFailureLimit(perMinute: number): FailureLimit {
  const failures = new LRUCache<string, number>({ max: 10_000, ttl: 60_000, noUpdateTTL: true });
  return {
    count(request) {
      const client = ipKeyGenerator(request.ip ?? "");
      const count = (failures.get(client) ?? 0) + 1;
      failures.set(client, count);
      if (count > perMinute) {
        throw new CheckoutError("rate_limited", "too many notifications that cannot be verified", {
          retryAfterSeconds: 60,
        });
      }
    },
  };
}
