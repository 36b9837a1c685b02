/** The API's description, OpenAPI 3.1, made from the schemas that parse the requests. */
import { z } from "zod";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import {
  chargedPayment,
  checkoutQuery,
  checkoutView,
  createSessionRequest,
  errorAnswer,
  eventList,
  listEventsQuery,
  listSessionsQuery,
  methodFilter,
  methodList,
  newSessionRecord,
  purgeFilter,
  resolveRequest,
  sessionList,
  sessionRecord,
  startedPayment,
  startPaymentRequest,
} from "../../contract/contract.ts";

const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
const answer = (description: string, schema?: z.ZodType) =>
  schema === undefined ? { description } : { description, ...json(schema) };
const failures = {
  "4XX": answer("The request cannot be done; `error.code` says why", errorAnswer),
  "5XX": answer(
    "A gateway or the ledger does not answer; `error.retryable` says whether to repeat",
    errorAnswer,
  ),
};
const shopKey = [{ shopKey: [] }];
const id = z.object({ id: z.string().meta({ description: "session id", example: "cs_…" }) });

const paths: ZodOpenApiPathsObject = {
  "/v1/sessions": {
    post: {
      operationId: "createSession",
      summary: "Ask to be paid",
      security: shopKey,
      requestParams: {
        header: z.object({ "Idempotency-Key": z.string().min(1).max(255).optional() }),
      },
      requestBody: json(createSessionRequest),
      responses: {
        "200": answer("The unfinished session of the same order", newSessionRecord),
        "201": answer("A new session", newSessionRecord),
        ...failures,
      },
    },
    get: {
      operationId: "listSessions",
      summary: "Find sessions, newest first",
      security: shopKey,
      requestParams: { query: listSessionsQuery },
      responses: { "200": answer("At most 100 sessions", sessionList), ...failures },
    },
  },
  "/v1/sessions/{id}": {
    get: {
      operationId: "readSession",
      summary: "The whole record, with payments and history",
      security: shopKey,
      requestParams: { path: id },
      responses: { "200": answer("The session", sessionRecord), ...failures },
    },
  },
  "/v1/sessions/{id}/cancel": {
    post: {
      operationId: "cancelSession",
      summary: "Stop it; says until when a link already handed out may still be paid",
      security: shopKey,
      requestParams: { path: id },
      responses: { "200": answer("The session", sessionRecord), ...failures },
    },
  },
  "/v1/sessions/{id}/resolve": {
    post: {
      operationId: "resolveSession",
      summary: "Decide about a payment in review",
      security: shopKey,
      requestParams: { path: id },
      requestBody: json(resolveRequest),
      responses: { "200": answer("The session", sessionRecord), ...failures },
    },
  },
  "/v1/events": {
    get: {
      operationId: "listEvents",
      summary: "Every event, by sequence",
      security: shopKey,
      requestParams: { query: listEventsQuery },
      responses: { "200": answer("Events after a sequence", eventList), ...failures },
    },
  },
  "/v1/methods": {
    get: {
      operationId: "listMethods",
      summary: "Payment methods before a session exists",
      requestParams: { query: methodFilter },
      responses: {
        "200": answer("The methods", methodList),
        "304": answer("Unchanged"),
        ...failures,
      },
    },
    delete: {
      operationId: "purgeMethods",
      summary: "Drop cached lists, all or those the filters match",
      security: shopKey,
      requestParams: { query: purgeFilter },
      responses: { "204": answer("Dropped on every instance within 2 s"), ...failures },
    },
  },
  "/v1/checkout/{id}": {
    get: {
      operationId: "viewCheckout",
      summary: "Everything the picker needs",
      requestParams: { path: id, query: checkoutQuery },
      responses: {
        "200": answer("The session as its holder may see it", checkoutView),
        ...failures,
      },
    },
  },
  "/v1/checkout/{id}/payments": {
    post: {
      operationId: "startPayment",
      summary: "The chosen method's payment link; safe to repeat",
      requestParams: { path: id },
      requestBody: json(startPaymentRequest),
      responses: {
        "201": answer(
          "Where to send the shopper, and what will be charged; or what became of the card",
          z.union([startedPayment, chargedPayment]),
        ),
        ...failures,
      },
    },
  },
};

export function describeApi(baseUrl: string): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Otter Checkout proxy",
      version: "1",
      description: "Payment methods and payments of OTT Pay and Ottu behind one API.",
    },
    servers: [{ url: baseUrl }],
    components: { securitySchemes: { shopKey: { type: "http", scheme: "bearer" } } },
    paths,
  });
}
