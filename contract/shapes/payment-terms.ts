/** What a shop may ask of a gateway beside the amount. */
import { z } from "zod";
import type { CustomerInput } from "./customer.ts";
import { text } from "./fields.ts";
import type { MethodFilter } from "./method-filters.ts";

const agreementValue = z.union([text(200), z.number(), z.boolean()], {
  error: "must be a short text, a number, or true or false",
});
const smallAgreement = (value: object) => Object.keys(value).length <= 20;

/**
 * What a shop may ask of Ottu beside the amount. `agreement` is passed on as it is; its `id` names
 * the standing agreement that `auto_debit` payments belong to.
 */
export const paymentTermsFields = {
  paymentType: z
    .enum(["one_off", "auto_debit", "save_card"])
    .optional()
    .meta({ description: "of Ottu: whether the card is kept, and what for; default `one_off`" }),
  agreement: z
    .object({ id: text(128).meta({ description: "its name at the gateway" }) })
    .catchall(
      z.union([
        agreementValue,
        z.record(z.string(), agreementValue).refine(smallAgreement, "must have at most 20 keys"),
      ]),
    )
    .refine(smallAgreement, "must have at most 20 keys")
    .optional()
    .meta({ description: "the standing agreement of `auto_debit`, passed on as it is" }),
  notifyCustomer: z
    .array(z.enum(["email", "sms"]))
    .min(1)
    .max(2)
    .optional()
    .meta({ description: "how the gateway itself tells the customer of the payment" }),
};
export const paymentTerms = z.strictObject(paymentTermsFields);
export type PaymentTerms = z.infer<typeof paymentTerms>;

/** Whether the card is kept at the gateway for payments to come. */
export function isLasting(paymentType: PaymentTerms["paymentType"]): boolean {
  return paymentType === "auto_debit" || paymentType === "save_card";
}

export type Terms = PaymentTerms & {
  readonly customer?: CustomerInput | undefined;
  readonly filter?: Partial<MethodFilter> | undefined;
};

/**
 * What Ottu would refuse with the whole order, said while the shop can still mend it. A shopper who left
 * an address empty is no reason: the shop asked for it, and there is nobody to tell.
 */
export function termsProblems({ paymentType, agreement, notifyCustomer, customer, filter }: Terms) {
  const keeps = paymentType === "auto_debit" ? "autoDebit" : "tokenizable";
  return [
    {
      isWrong: (paymentType === "auto_debit") !== (agreement !== undefined),
      path: ["agreement"],
      message: "agreement belongs to paymentType auto_debit, and is required there",
    },
    {
      isWrong: isLasting(paymentType) && customer?.id === undefined,
      path: ["customer", "id"],
      message: "customer.id is required where a card is kept: it is kept for that customer",
    },
    {
      isWrong: isLasting(paymentType) && filter?.[keeps] === false,
      path: ["filter", keeps],
      message: "asks for methods that cannot do what paymentType asks for",
    },
    {
      isWrong: notifyCustomer?.includes("email") === true && customer?.email === undefined,
      path: ["customer", "email"],
      message: "customer.email is required by notifyCustomer",
    },
    {
      isWrong: notifyCustomer?.includes("sms") === true && customer?.phone === undefined,
      path: ["customer", "phone"],
      message: "customer.phone is required by notifyCustomer",
    },
  ].filter(({ isWrong }) => isWrong);
}
