/**
 * Ottu's own words in its Payment Methods API: the question, and the rows of its answer.
 * @see https://docs.ottu.com/developer/
 */
import { z } from "zod";
import type { MethodFilter } from "../../../contract/contract.ts";
import { caption, maybe, rows, text } from "./lenient.ts";
import { code, currency, word, type OttuPlugin } from "./wire.ts";

export type OttuType = "production" | "sandbox";

export const methodsPath = "/b/pbl/v2/payment-methods/";

interface MethodsQuestion {
  readonly plugin: OttuPlugin;
  readonly type: OttuType;
  readonly customerId?: string;
}

/** All that there is, in any currency. */
export function toWholeListRequest({ plugin, type }: MethodsQuestion): object {
  return { plugin, type };
}

/** What is not asked is undefined, and so left out of the JSON. */
export function toMethodsRequest(filter: MethodFilter, question: MethodsQuestion): object {
  return {
    plugin: question.plugin,
    currencies: [filter.currency],
    type: question.type,
    operation: filter.operation,
    tokenizable: filter.tokenizable,
    auto_debit: filter.autoDebit,
    pg_names: filter.pgNames,
    tags: filter.tags,
    payment_services: filter.paymentServices,
    customer_id: question.customerId,
  };
}

const service = z
  .object({ code: maybe(word), name: caption, name_ar: maybe(caption) })
  .transform((row) => ({ code: row.code, name: row.name, nameAr: row.name_ar }));

const methodRow = z
  .object({
    code,
    name: maybe(caption),
    name_ar: maybe(caption),
    connector: maybe(z.object({ identifier: maybe(word), processor: maybe(word) })),
    is_sandbox: maybe(z.boolean()),
    logo: maybe(text),
    payment_services: rows(service),
    wallets: rows(word),
    default_currency: maybe(currency),
    accepted_currencies: rows(currency),
  })
  .transform((row) => ({
    code: row.code,
    name: row.name,
    nameAr: row.name_ar,
    connector: row.connector?.identifier ?? null,
    processor: row.connector?.processor ?? null,
    sandbox: row.is_sandbox,
    logo: row.logo,
    services: row.payment_services,
    /** The same services as older installations name them. */
    wallets: row.wallets,
    currency: row.default_currency,
    currencies: row.accepted_currencies,
  }));
export type MethodRow = z.output<typeof methodRow>;

/** Null where the answer is not a list of methods at all, or one of which nothing can be read. */
export function readMethods(json: unknown): readonly MethodRow[] | null {
  const answer = z.object({ payment_methods: z.array(z.unknown()) }).safeParse(json);
  if (!answer.success) return null;
  const read = rows(methodRow).parse(answer.data.payment_methods);
  return read.length === 0 && answer.data.payment_methods.length > 0 ? null : read;
}

export function readRecentCodes(json: unknown): readonly string[] {
  const answer = z.object({ customer_payment_methods: rows(code) }).safeParse(json);
  return answer.success ? [...new Set(answer.data.customer_payment_methods)] : [];
}
