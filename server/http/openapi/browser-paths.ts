/** Routes for browsers: from the shop's pages, by whoever knows a session's id. */
import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import {
  chargedPayment,
  checkoutQuery,
  checkoutView,
  methodList,
  startedPayment,
  startPaymentRequest,
} from "../../../contract/contract.ts";
import { answer, bodies, forBrowsers, json } from "./answers.ts";
import { methodQueryFields } from "./method-query.ts";

/** None: the id is what gives the right. */
const security: [] = [];
const path = z.object({ id: checkoutView.shape.id });

export const browserPaths: ZodOpenApiPathsObject = {
  "/v1/methods": {
    get: {
      tags: ["Methods"],
      security,
      operationId: "listMethods",
      summary: "Payment methods before a session exists",
      requestParams: { query: methodQueryFields },
      responses: {
        "200": answer("The methods", methodList),
        "304": answer("Unchanged"),
        ...forBrowsers("currency_unsupported", "type_not_allowed", "gateway_unavailable"),
      },
    },
  },
  "/v1/checkout/{id}": {
    get: {
      tags: ["Checkout"],
      security,
      operationId: "viewCheckout",
      summary: "Everything the picker needs",
      requestParams: { path, query: checkoutQuery },
      responses: {
        "200": answer("The session as its holder may see it", checkoutView),
        ...forBrowsers("session_not_found"),
      },
    },
  },
  "/v1/checkout/{id}/payments": {
    post: {
      tags: ["Checkout"],
      security,
      operationId: "startPayment",
      summary: "The chosen method's payment link; safe to repeat",
      requestParams: { path },
      requestBody: { required: true, ...json(startPaymentRequest) },
      responses: {
        "201": answer(
          "Where to send the shopper, and what will be charged; or what became of the card",
          z.union([startedPayment, chargedPayment]),
        ),
        ...forBrowsers(
          ...bodies,
          "card_invalid",
          "session_not_found",
          "session_canceled",
          "already_paid",
          "order_paid",
          "order_in_review",
          "order_ending",
          "payment_processing",
          "method_unavailable",
          "session_expired",
          "too_many_attempts",
          "gateway_rejected",
          "gateway_unavailable",
          "gateway_timeout",
        ),
      },
    },
  },
};
