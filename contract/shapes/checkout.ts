/** What a browser may see of a session, and do with it. */
import { z } from "zod";
import {
  currency,
  decimal,
  locale,
  paymentId,
  paymentStatus,
  sessionId,
  sessionStatus,
  timestamp,
} from "./fields.ts";
import { method } from "./methods.ts";

/** What the holder of a session id may see. In a final state only `id,status,amount,currency,methods:[]`. */
export const checkoutView = z
  .object({
    id: sessionId,
    status: sessionStatus,
    last: z
      .object({
        method: z
          .string()
          .meta({ description: "what it was tried with", example: "ottu:knet-main" }),
        status: paymentStatus,
      })
      .optional()
      .meta({ description: "the last attempt and how it stands" }),
    amount: decimal,
    currency,
    orderRef: z.string().optional().meta({ description: "the shop's order" }),
    description: z
      .string()
      .nullable()
      .optional()
      .meta({ description: "what is paid for, for the shopper" }),
    locale: z
      .string()
      .nullable()
      .optional()
      .meta({ description: "language tag of the shopper, BCP 47" }),
    expiresAt: timestamp.optional().meta({ description: "until when it can be paid" }),
    now: timestamp.optional().meta({ description: "the server's clock: count down from it" }),
    receipt: z
      .object({
        order: z.string().meta({ description: "the shop's order" }),
        method: z.string().meta({ description: "its name" }),
        reference: z.string().meta({ description: "under which the gateway lists it" }),
        at: timestamp.meta({ description: "when it was known" }),
      })
      .optional()
      .meta({ id: "Receipt", description: "of what is paid or authorized" }),
    partial: z
      .boolean()
      .optional()
      .meta({ description: "true while one gateway's list is missing" }),
    methods: z.array(method).meta({ description: "none where it is over" }),
  })
  .meta({ id: "CheckoutView" });
export type CheckoutView = z.infer<typeof checkoutView>;

export const checkoutQuery = z.object({
  methods: z.literal("none").optional().meta({
    description:
      "`none`: how the session stands, without its methods and its receipt; no gateway is asked anything",
  }),
});

export const startPaymentRequest = z
  .strictObject({
    method: z
      .string()
      .regex(
        /^[A-Za-z]+:[^\s\u0000-\u001f]{1,128}$/,
        `must be a method id such as "ottu:knet-main"`,
      )
      .meta({ description: "`id` of a row of the view", example: "ottu:knet-main" }),
    locale: locale.optional(),
    card: z
      .string()
      .max(8192)
      .regex(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/, "must be a compact JWE of the card form")
      .optional()
      .meta({ description: "for the card method alone: what the card form sealed (JWE, ECDH-ES)" }),
  })
  .meta({ id: "StartPaymentRequest" });
export type StartPaymentRequest = z.infer<typeof startPaymentRequest>;

/** `amount` is what will be charged in `currency`, `fee` the part of it that is a fee (`"0.000"` when none). */
const startedFields = z.object({
  paymentId,
  redirectUrl: z.url().meta({ description: "where to send the shopper" }),
  amount: decimal.meta({ description: "what will be charged, fee included" }),
  currency,
  fee: decimal.meta({ description: "the part of it that is a fee" }),
  feeDescription: z
    .string()
    .nullable()
    .meta({ description: "what the gateway calls its fee; null where it does not say" }),
  expiresAt: timestamp
    .nullable()
    .meta({ description: "until when the link takes money; null where the gateway does not say" }),
});
export const startedPayment = startedFields.meta({ id: "StartedPayment" });
export type StartedPayment = z.infer<typeof startedPayment>;

/**
 * What became of a charged card. `pending` = unknown yet: the proxy is asking, and
 * `GET /v1/checkout/:id` tells. `reason` is a short code, such as `declined`.
 */
export const chargedPayment = startedFields
  .omit({ redirectUrl: true })
  .extend({
    status: paymentStatus,
    reason: z
      .string()
      .optional()
      .meta({ description: "a short word for why, such as `declined`", example: "declined" }),
  })
  .meta({ id: "ChargedPayment" });
export type ChargedPayment = z.infer<typeof chargedPayment>;
