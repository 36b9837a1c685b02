/** Filters as a query carries them: texts, a list with commas between its words. */
import { z } from "zod";
import { currency, methodFilterFields } from "../../../contract/contract.ts";

const { operation, type, plugin, pgNames, tags, paymentServices, tokenizable, autoDebit } =
  methodFilterFields;

const words = (list: z.ZodType, example: string) =>
  z
    .string()
    .optional()
    .meta({ description: `${list.meta()?.description ?? ""}; with commas between them`, example });
const truth = (of: z.ZodType) =>
  z
    .enum(["true", "false"])
    .optional()
    .meta({ description: of.meta()?.description ?? "" });

const fields = {
  operation,
  tokenizable: truth(tokenizable),
  autoDebit: truth(autoDebit),
  pgNames: words(pgNames, "kpay,mpgs"),
  type,
  plugin,
  tags: words(tags, "online"),
  paymentServices: words(paymentServices, "apple_pay"),
} satisfies Record<keyof typeof methodFilterFields, z.ZodType>;

export const methodQueryFields = z.object({ currency, ...fields });
export const purgeQueryFields = z.object({ currency: currency.optional(), ...fields });
