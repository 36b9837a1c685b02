/** The API's description, OpenAPI 3.1, made from the schemas that parse the requests. */
import { z } from "zod";
import { createDocument, type CreateDocumentOptions, type ZodOpenApiObject } from "zod-openapi";
import { browserPaths } from "./browser-paths.ts";
import { shopPaths } from "./shop-paths.ts";
import { webhooks } from "./webhooks.ts";

export function describeApi(baseUrl: string): ReturnType<typeof createDocument> {
  const paths = { ...shopPaths };
  for (const [path, item] of Object.entries(browserPaths)) {
    paths[path] = { ...paths[path], ...item };
  }
  const document: ZodOpenApiObject = {
    openapi: "3.1.0",
    info: {
      title: "Otter Checkout proxy",
      version: "1",
      summary: "Payment methods and payments of OTT Pay and Ottu behind one API",
      description:
        "Amounts are decimal texts in major units, times are ISO 8601 in UTC. Every error is answered as `CheckoutError`; its `code` is stable.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: baseUrl, description: "this proxy" }],
    tags: [
      { name: "Sessions", description: "For the shop's server: what it asks to be paid" },
      { name: "Events", description: "For the shop's server: what it is told" },
      { name: "Methods", description: "What can be paid with" },
      { name: "Checkout", description: "For browsers: a session, by whoever knows its id" },
    ],
    components: {
      securitySchemes: {
        shopKey: {
          type: "http",
          scheme: "bearer",
          description: "One of MERCHANT_API_KEYS. For the shop's server alone",
        },
      },
    },
    paths,
    webhooks,
  };
  return createDocument(document, { override: mayGrow });
}

/** An answer may have more fields one day: who reads it is not told that it has none. */
const mayGrow: NonNullable<CreateDocumentOptions["override"]> = ({ zodSchema, jsonSchema }) => {
  const isStrict = zodSchema instanceof z.ZodObject && zodSchema.def.catchall !== undefined;
  if (zodSchema instanceof z.ZodObject && !isStrict) delete jsonSchema.additionalProperties;
};
