/** Limits: capability routes per session, shop routes per key, the rest per client. */
import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, MemoryStore, rateLimit } from "express-rate-limit";
import { CheckoutError } from "../errors.ts";
import { logHash } from "../logger.ts";
import { bearerOf } from "./shop-key.ts";

export interface RateLimits {
  readonly bySession: RequestHandler;
  readonly byKey: RequestHandler;
  readonly byClient: RequestHandler;
  /** The same count as `byClient`, for what answers before Express. */
  admitClient(address: string): Promise<boolean>;
}

export function createRateLimits(perMinute: number): RateLimits {
  const clients = new MemoryStore();
  const limiter = (
    keyGenerator: (request: Request) => string,
    store = new MemoryStore(),
  ): RequestHandler =>
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      store,
      keyGenerator,
      standardHeaders: false,
      legacyHeaders: false,
      validate: false,
      handler: () => {
        throw new CheckoutError("rate_limited", "too many requests; slow down", {
          retryAfterSeconds: 60,
        });
      },
    });
  const client = (request: Request) => ipKeyGenerator(request.ip ?? "");
  return {
    bySession: limiter((request) => String(request.params["id"] ?? client(request)).slice(0, 80)),
    byKey: limiter((request) => logHash(bearerOf(request) ?? client(request))),
    byClient: limiter(client, clients),
    async admitClient(address) {
      return (await clients.increment(ipKeyGenerator(address))).totalHits <= perMinute;
    },
  };
}
