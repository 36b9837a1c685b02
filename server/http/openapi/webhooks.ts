/** What the proxy posts to the shop. */
import { z } from "zod";
import type { ZodOpenApiObject } from "zod-openapi";
import { shopEvent, testEvent } from "../../../contract/contract.ts";
import { answer, json } from "./answers.ts";

const header = z.object({
  "webhook-id": z
    .string()
    .meta({ description: "the event's id, the same in every delivery of it", example: "evt_1" }),
  "webhook-timestamp": z
    .string()
    .meta({ description: "seconds since 1970 at which it was sent", example: "1795255267" }),
  "webhook-signature": z.string().meta({
    description:
      "Standard Webhooks: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`, one for each secret, with blanks between them",
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  }),
});

export const webhooks: NonNullable<ZodOpenApiObject["webhooks"]> = {
  event: {
    post: {
      tags: ["Events"],
      security: [],
      operationId: "receiveEvent",
      summary: "Told to MERCHANT_WEBHOOK_URL, in order, until it is taken",
      requestParams: { header },
      requestBody: { required: true, ...json(z.union([shopEvent, testEvent])) },
      responses: {
        "2XX": answer("Taken: it is not told again"),
        "4XX": answer("Not taken: it is told again, later"),
      },
    },
  },
};
