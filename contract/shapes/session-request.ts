/** What a shop asks to be paid. */
import { z } from "zod";
import { inOneCase } from "../filter-case.ts";
import { parseAmount } from "../money.ts";
import { providerIds } from "../vocabulary.ts";
import { customerInput } from "./customer.ts";
import { address, currency, decimal, locale, paymentId, text } from "./fields.ts";
import { metadata } from "./metadata.ts";
import { methodFilterFields } from "./method-filters.ts";
import { paymentTermsFields, termsProblems, type Terms } from "./payment-terms.ts";

/** What neither the amount nor the currency says alone. */
function amountProblems({ amount, currency }: { amount: string; currency: string }) {
  const path = ["amount"];
  try {
    const isMore = parseAmount(amount, currency) > 0n;
    return isMore ? [] : [{ path, message: "amount must be above zero" }];
  } catch (error) {
    return [{ path, message: (error as Error).message }];
  }
}

export const createSessionRequest = z
  .strictObject({
    amount: decimal,
    currency,
    orderRef: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,99}$/, "must be 1 to 100 letters, digits or _.:/#-")
      .meta({ description: "the shop's order", example: "W-20431" }),
    returnUrl: address.optional(),
    failureUrl: address.optional(),
    locale: locale.optional(),
    customer: customerInput,
    filter: z
      .preprocess(inOneCase, z.strictObject(methodFilterFields).optional())
      .optional()
      .meta({ description: "which methods are offered" }),
    providers: z
      .array(z.enum(providerIds))
      .min(1)
      .max(providerIds.length)
      .optional()
      .meta({ description: "only these gateways" }),
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, - or _")
      .optional()
      .meta({ description: "one of those that the proxy serves; default `default`" }),
    expiresInSeconds: z.int().min(60).max(604_800).optional().meta({
      description: "seconds in which it can be paid, a minute to a week; default an hour",
    }),
    description: text(200)
      .optional()
      .meta({ description: "what is paid for, for the shopper: at most 200 characters" }),
    metadata: metadata.optional(),
    ...paymentTermsFields,
    allowRepeat: z
      .boolean()
      .optional()
      .meta({ description: "true = an order that is paid may be paid again; default false" }),
    recentOnly: z.boolean().optional().meta({
      description:
        "true = the picker and the pay page show only what `customer.id` used before (rows that are `recent`), and everything where nothing is known of that customer, no such method is offered now, or each of them needs what not every browser has (`needs`). The gateway is asked in the background; a view waits for it for 2 s at most, and shows everything when that is over. What is hidden can be paid with all the same. Default false. Asked again for the same order, the last word holds",
    }),
  })
  .check(
    // Whatever else is wrong: all of it is said at once.
    z.core._check<Terms & { amount: string; currency: string }>(
      ({ value, issues }) => {
        const areSound = (...fields: readonly string[]) =>
          issues.every(({ path }) => !fields.includes(String(path?.[0])));
        const wrongAmount = areSound("amount", "currency") ? amountProblems(value) : [];
        const wrongTerms = [
          ...(areSound("customer", "filter", ...Object.keys(paymentTermsFields))
            ? termsProblems(value)
            : []),
        ];
        const toIssue = ({ path, message }: { path: string[]; message: string }) => ({
          code: "custom" as const,
          input: value,
          path,
          message,
        });
        issues.unshift(...wrongAmount.map(toIssue));
        issues.push(...wrongTerms.map(toIssue));
      },
      { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
    ),
  )
  .meta({ id: "CreateSessionRequest" });
export type CreateSessionRequest = z.infer<typeof createSessionRequest>;

export const resolveRequest = z
  .strictObject({
    payment: paymentId,
    as: z.enum(["paid", "failed"]).meta({ description: "what the shop decides that it is" }),
    note: text(500).meta({ description: "why, 1 to 500 characters" }),
  })
  .meta({ id: "ResolveRequest" });
export type ResolveRequest = z.infer<typeof resolveRequest>;
