/** Rows of the picker. */
import { z } from "zod";
import { browserFeatures, methodKinds } from "../vocabulary.ts";
import { currency, decimal, provider } from "./fields.ts";

/**
 * A row of the picker. `label` is good where no better language is known; `labels` has the others by
 * language subtag. `total` and `fee` (what will be charged, in `currency`) are there only once the
 * gateway has said so. `currency` without `total`: that method charges in another currency, and how
 * much is not known yet. `icon` is an address of the proxy.
 */
export const method = z
  .object({
    id: z
      .string()
      .meta({ description: "what a payment is started with", example: "ottu:knet-main" }),
    provider,
    label: z.string().meta({ description: "its name, where no better language is known" }),
    labels: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "its names by language", example: { ar: "كي نت" } }),
    kind: z.enum(methodKinds).meta({ description: "what it is to a shopper" }),
    icon: z.string().nullable().meta({ description: "address of its mark, at the proxy" }),
    iconDark: z
      .string()
      .optional()
      .meta({ description: "the mark for a dark page; absent = `icon`" }),
    schemes: z
      .array(
        z.object({
          name: z.string().meta({ description: "of the scheme" }),
          icon: z.string().meta({ description: "address of its mark, at the proxy" }),
        }),
      )
      .optional()
      .meta({
        description: "the card schemes it takes, where its mark is not one of them",
        example: [{ name: "Visa", icon: "https://pay.example.com/v1/icons/0f0a…" }],
      }),
    recent: z.boolean().meta({ description: "true = the customer used it before" }),
    test: z.boolean().meta({ description: "true = for tests: no real money" }),
    total: decimal.optional().meta({ description: "what will be charged, once it is known" }),
    fee: decimal.optional().meta({ description: "the part of `total` that is a fee" }),
    currency: currency.optional().meta({
      description: "ISO 4217: of `total`; without it, that it charges in another currency",
    }),
    mayAddFee: z.boolean().optional().meta({
      description:
        "true = the gateway may add a fee that is not known before; absent = it does not",
    }),
    currencies: z
      .array(currency)
      .optional()
      .meta({
        description: "that it can be paid in; absent = the gateway does not say",
        example: ["KWD"],
      }),
    wallets: z
      .array(z.string())
      .optional()
      .meta({
        description:
          "payment services that its page offers, as filters name them; absent = none, or the gateway does not say",
        example: ["apple_pay"],
      }),
    needs: z.enum(browserFeatures).optional().meta({
      description: "what the shopper's browser must have for it; hide the row where it has not",
    }),
    frame: z.string().optional().meta({
      description:
        "path of the proxy where the method's own form is served; absent = a payment link",
      example: "/card/",
    }),
    shortForm: z.boolean().optional().meta({
      description:
        "true = that form need not ask for the street, city and region of a card: the session's `customer.address` has them, and they are filled in on the way to the gateway; they are never sent to the browser",
    }),
  })
  .meta({ id: "Method" });
export type Method = z.infer<typeof method>;

export const methodList = z
  .object({
    methods: z.array(method).meta({ description: "in the order in which they are shown" }),
    partial: z.boolean().meta({ description: "true while one gateway's list is missing" }),
  })
  .meta({ id: "MethodList" });
export type MethodList = z.infer<typeof methodList>;
