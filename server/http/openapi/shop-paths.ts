/** Routes for the shop's server, signed in by its key. */
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import {
  createSessionRequest,
  eventList,
  listEventsQuery,
  listSessionsQuery,
  newSessionRecord,
  resolveRequest,
  sessionList,
  sessionRecord,
} from "../../../contract/contract.ts";
import { answer, bodies, forShops, json } from "./answers.ts";
import { purgeQueryFields } from "./method-query.ts";

const security = [{ shopKey: [] }];
const sessions = { tags: ["Sessions"], security };
const path = z.object({ id: sessionRecord.shape.id });
const idempotencyKey = z.object({
  "Idempotency-Key": z.string().min(1).max(255).optional().meta({
    description:
      "the same request with the same key is done once, for 48 hours; 1 to 255 characters",
    example: "W-20431",
  }),
});

export const shopPaths: ZodOpenApiPathsObject = {
  "/v1/sessions": {
    post: {
      ...sessions,
      operationId: "createSession",
      summary: "Ask to be paid",
      description: "The same order asked again answers its unfinished session.",
      requestParams: { header: idempotencyKey },
      requestBody: { required: true, ...json(createSessionRequest) },
      responses: {
        "200": answer("The unfinished session of the same order", newSessionRecord),
        "201": answer("A new session", newSessionRecord),
        ...forShops(
          ...bodies,
          "amount_invalid",
          "currency_unsupported",
          "return_url_not_allowed",
          "type_not_allowed",
          "order_paid",
          "order_in_review",
          "idempotency_key_reused",
        ),
      },
    },
    get: {
      ...sessions,
      operationId: "listSessions",
      summary: "Find sessions, newest first, page by page",
      requestParams: { query: listSessionsQuery },
      responses: { "200": answer("A page of them", sessionList), ...forShops("invalid_request") },
    },
  },
  "/v1/sessions/{id}": {
    get: {
      ...sessions,
      operationId: "readSession",
      summary: "The whole record, with payments and history",
      requestParams: { path },
      responses: { "200": answer("The session", sessionRecord), ...forShops("session_not_found") },
    },
  },
  "/v1/sessions/{id}/cancel": {
    post: {
      ...sessions,
      operationId: "cancelSession",
      summary: "Stop it; says until when a link already handed out may still be paid",
      requestParams: { path },
      responses: {
        "200": answer("The session", sessionRecord),
        ...forShops("session_not_found", "already_paid", "order_in_review"),
      },
    },
  },
  "/v1/sessions/{id}/resolve": {
    post: {
      ...sessions,
      operationId: "resolveSession",
      summary: "Decide about a payment in review",
      requestParams: { path },
      requestBody: { required: true, ...json(resolveRequest) },
      responses: {
        "200": answer("The session", sessionRecord),
        ...forShops(...bodies, "session_not_found", "payment_not_found", "nothing_to_resolve"),
      },
    },
  },
  "/v1/events": {
    get: {
      tags: ["Events"],
      security,
      operationId: "listEvents",
      summary: "Every event, by sequence, page by page",
      requestParams: { query: listEventsQuery },
      responses: { "200": answer("A page of them", eventList), ...forShops("invalid_request") },
    },
  },
  "/v1/methods": {
    delete: {
      tags: ["Methods"],
      security,
      operationId: "purgeMethods",
      summary: "Drop cached lists, all or those the filters match",
      requestParams: { query: purgeQueryFields },
      responses: {
        "204": answer("Dropped on every instance within 2 s"),
        ...forShops("invalid_request", "currency_unsupported"),
      },
    },
  },
};
