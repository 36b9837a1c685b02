/** Test never buys live goods, and live never pretends to be a test: each account has its one type. */
import type { MethodFilter } from "../../contract/contract.ts";
import type { Account } from "../providers/accounts.ts";
import { CheckoutError } from "../platform/errors.ts";

/** @throws CheckoutError `type_not_allowed` */
export function assertType({ type }: MethodFilter, { providers }: Account): void {
  const served = providers.flatMap(({ capabilities }) => capabilities.methodType ?? []);
  const [only] = served;
  if (type === undefined || only === undefined || served.includes(type)) return;
  throw new CheckoutError("type_not_allowed", `this proxy serves ${only} methods only`, {
    field: "type",
  });
}
