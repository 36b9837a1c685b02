/** How every error is answered. */
import { z } from "zod";
import { proxyErrorCodes } from "../vocabulary.ts";

export const errorAnswer = z
  .object({
    error: z
      .object({
        code: z.enum(proxyErrorCodes).meta({ description: "stable; more may come" }),
        message: z.string().meta({ description: "a sentence for developers; it may change" }),
        field: z.string().optional().meta({ description: "the first of `fields`" }),
        fields: z
          .array(
            z.object({
              field: z.string().meta({ description: "its path in the request" }),
              message: z.string().meta({ description: "what is wrong with it" }),
            }),
          )
          .optional()
          .meta({ description: "everything that is wrong with the request, at most 20 fields" }),
        retryable: z.boolean().meta({ description: "whether the same request can succeed later" }),
        requestId: z.string().meta({ description: "finds the line in the proxy's log" }),
      })
      .meta({ description: "what went wrong" }),
  })
  .meta({ id: "CheckoutError" });
export type ErrorAnswer = z.infer<typeof errorAnswer>;
