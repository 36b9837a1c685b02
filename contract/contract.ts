/**
 * Shapes of every request and answer of the HTTP API, version 1. The server parses with these
 * schemas, the OpenAPI description is generated from them, the widget imports the inferred types.
 */
export * from "./shapes/checkout.ts";
export * from "./shapes/customer.ts";
export * from "./shapes/errors.ts";
export * from "./shapes/events.ts";
export { currency, decimal, locale } from "./shapes/fields.ts";
export * from "./shapes/lists.ts";
export * from "./shapes/metadata.ts";
export * from "./shapes/method-filters.ts";
export * from "./shapes/methods.ts";
export { isLasting, paymentTerms, type PaymentTerms } from "./shapes/payment-terms.ts";
export * from "./shapes/session-record.ts";
export * from "./shapes/session-request.ts";
