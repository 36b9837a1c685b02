/** Test never buys live goods, and live never pretends to be a test: each account has its one type. */
import type { MethodFilter } from "../../contract/contract.ts";
import type { Account } from "../providers/accounts.ts";
import { CheckoutError } from "../platform/errors.ts";

/** @throws CheckoutError `type_not_allowed` */
export function assertType(filter: MethodFilter, { ottuType }: Account): void {
  if (filter.type === undefined || ottuType == null || filter.type === ottuType) return;
  throw new CheckoutError("type_not_allowed", `this proxy serves ${ottuType} methods only`, {
    field: "type",
  });
}
