/**
 * Notifications are never refused for their number, because a gateway's word must not be lost. Only
 * those that could not be verified count, per client, and past the limit are answered 429.
 */
import type { Request } from "express";
import { clientOf } from "./client-address.ts";
import { HitsPerMinute } from "./hits-per-minute.ts";

export interface FailureLimit {
  /** Counts a failure. @throws CheckoutError `rate_limited` when there were too many in a minute */
  count(request: Request): void;
}

export function createFailureLimit(perMinute: number): FailureLimit {
  const failures = new HitsPerMinute();
  return {
    count(request) {
      const refusal = "too many notifications that cannot be verified";
      failures.admit(clientOf(request), perMinute, refusal);
    },
  };
}
