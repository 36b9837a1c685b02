/**
 * For the shop's server: makes sessions, asks what became of them, and opens the proxy's events.
 * Needs nothing but `fetch` and Web Crypto, so it runs on Node, Deno, Bun and edge runtimes.
 */
export { createCheckoutClient, type CheckoutClient } from "./checkout-client.ts";
export type { CheckoutClientOptions } from "./call-proxy.ts";
export {
  CheckoutClientError,
  isCheckoutError,
  type CheckoutErrorCode,
  type FieldProblem,
} from "./client-error.ts";
export { verifyEvent, verifyRequest } from "./verify-event.ts";
export { WebhookVerificationError } from "./webhook-signature.ts";
export type * from "./records.ts";
export type * from "./requests.ts";
