/** What decides a list of methods. */
import { z } from "zod";
import { inOneCase } from "../filter-case.ts";
import { currency } from "./fields.ts";

const filterWord = z
  .string()
  .regex(/^[A-Za-z0-9_.:-]{1,64}$/, "must be 1 to 64 letters, digits or _.:-");
/** A list is an array, or the comma-separated string a query parameter carries. */
const wordList = z
  .union(
    [
      z.array(filterWord).min(1).max(32),
      z
        .string()
        .min(1)
        .max(1024)
        .transform((value) => value.split(","))
        .pipe(z.array(filterWord).min(1).max(32)),
    ],
    { error: "must be 1 to 32 words of at most 64 letters, digits or _.:-" },
  )
  .meta({
    description: "1 to 32 words, or one text of them with commas",
    example: ["kpay", "mpgs"],
  });
const truth = z
  .union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")], {
    error: "must be true or false",
  })
  .meta({ type: "boolean" });
const only = (what: string) => truth.optional().meta({ description: `only methods ${what}` });

/** What decides a list of methods, apart from the currency. */
export const methodFilterFields = {
  operation: z
    .enum(["purchase", "authorize"])
    .optional()
    .meta({ description: "what the method does with the money: takes it, or holds it" }),
  tokenizable: only("that can keep the card"),
  autoDebit: only("that can be charged later without the customer"),
  pgNames: wordList
    .optional()
    .meta({ description: "codes of Ottu's methods, as its panel has them" }),
  type: z
    .enum(["production", "sandbox"])
    .optional()
    .meta({ description: "must be that of the proxy, where it is given" }),
  plugin: z
    .enum(["e_commerce", "payment_request"])
    .optional()
    .meta({ description: "of Ottu: what the methods are for" }),
  tags: wordList.optional().meta({ description: "of Ottu: tags of methods" }),
  paymentServices: wordList
    .optional()
    .meta({ description: "wallets, as Ottu names them", example: ["apple_pay"] }),
};

export const methodFilter = z.strictObject({ currency, ...methodFilterFields });
export type MethodFilter = z.infer<typeof methodFilter>;

export const purgeFilter = z.strictObject({ currency: currency.optional(), ...methodFilterFields });
export type PurgeFilter = z.infer<typeof purgeFilter>;

/** The same as query parameters carry them: `kwd` is `KWD`. */
export const methodQuery = z.preprocess(inOneCase, methodFilter);
export const purgeQuery = z.preprocess(inOneCase, purgeFilter);
