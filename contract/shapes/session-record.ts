/** A session and its payments, as the shop may see them. */
import { z } from "zod";
import { factNames } from "../facts.ts";
import { evidences } from "../vocabulary.ts";
import { customer, sessionWarning } from "./customer.ts";
import {
  currency,
  decimal,
  paymentId,
  paymentStatus,
  provider,
  sessionId,
  sessionStatus,
  timestamp,
} from "./fields.ts";
import { metadata } from "./metadata.ts";

export const historyEntry = z
  .object({
    at: timestamp,
    fact: z.enum(factNames).meta({ description: "what happened; more names may come" }),
    data: z.record(z.string(), z.string()).meta({ description: "what belongs to the fact" }),
    what: z.string().meta({ description: "the same as a sentence, to be read by people only" }),
    via: z.string().meta({ description: "who or what brought it about" }),
  })
  .meta({ id: "HistoryEntry" });

/** Our record of one order at a gateway. Amounts are decimal strings with all decimals of their currency. */
export const paymentRecord = z
  .object({
    id: paymentId,
    provider,
    method: z.string().meta({ description: "the method last chosen for this order" }),
    status: paymentStatus,
    reason: z.string().nullable().meta({
      description: "a short word for why it stands so, such as `amount_short`; null = none",
    }),
    amount: decimal.meta({ description: "what the shopper was or will be charged, fee included" }),
    currency,
    fee: decimal.meta({ description: "the part of it that is the gateway's fee" }),
    providerRef: z
      .string()
      .nullable()
      .meta({ description: "the order's reference at the gateway" }),
    orderNumber: z.string().meta({ description: "what the gateway's panel lists the order under" }),
    transactionRef: z
      .string()
      .nullable()
      .meta({ description: "the gateway's transaction: what a refund names" }),
    references: z
      .record(z.string(), z.string().min(1).max(64))
      .optional()
      .meta({
        description:
          "what the bank or wallet calls the payment, by the gateway's names, for a support desk; absent where none is known",
        example: { ref: "603418000123", auth: "B52041" },
      }),
    discrepancy: z
      .enum(["over"])
      .nullable()
      .meta({ description: "`over` = more was taken than was asked for; null = as asked" }),
    evidence: z
      .enum(evidences)
      .nullable()
      .meta({ description: "what made it paid or authorized; null before" }),
    test: z.boolean().meta({ description: "true = a method for tests: no real money" }),
    createdAt: timestamp,
    expiresAt: timestamp
      .nullable()
      .meta({ description: "until when the gateway takes money for it; null = it does not say" }),
    history: z
      .array(historyEntry)
      .meta({ description: "what happened, oldest first, at most 200" }),
  })
  .meta({ id: "Payment" });
export type PaymentRecord = z.infer<typeof paymentRecord>;

const sessionFields = z.object({
  id: sessionId,
  status: sessionStatus,
  amount: decimal,
  currency,
  orderRef: z.string().meta({ description: "the shop's order" }),
  description: z.string().nullable().meta({ description: "what is paid for, for the shopper" }),
  locale: z.string().nullable().meta({ description: "language tag of the shopper, BCP 47" }),
  account: z.string().meta({ description: "of those that the proxy serves" }),
  metadata,
  customer: customer.nullable(),
  returnUrl: z.string().nullable().meta({ description: "where the shopper comes back to" }),
  failureUrl: z
    .string()
    .nullable()
    .meta({ description: "where to, of a payment that failed; null = `returnUrl`" }),
  createdAt: timestamp,
  expiresAt: timestamp.meta({ description: "until when it can be paid" }),
  stillPayableUntil: timestamp.nullable().optional().meta({
    description:
      "only in the answer to cancel: until when a link already handed out may still take money",
  }),
  url: z.url().meta({ description: "the proxy's pay page for this session" }),
  payments: z.array(paymentRecord).meta({ description: "in the order in which they began" }),
});
export const sessionRecord = sessionFields.meta({ id: "Session" });
export type SessionRecord = z.infer<typeof sessionRecord>;

/** The answer to a new session. */
export const newSessionRecord = sessionFields
  .extend({
    warnings: z.array(sessionWarning).optional().meta({
      description: "what of the request was not taken as it was; absent where all of it was",
    }),
  })
  .meta({ id: "NewSession" });
export type NewSessionRecord = z.infer<typeof newSessionRecord>;
