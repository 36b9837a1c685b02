/** Whether a session is paid and is the one that the shop means. */
import { isSameAmount } from "../../contract/money.ts";
import { CheckoutClientError } from "./client-error.ts";
import type { SessionRecord } from "./records.ts";
import type { Expectation } from "./requests.ts";

/** @throws CheckoutClientError `not_paid`, `expectation_failed` */
export function assertExpected(session: SessionRecord, expected: Expectation): void {
  const fail = (code: "not_paid" | "expectation_failed", message: string) => {
    throw new CheckoutClientError(code, message, { status: 0, retryable: false });
  };
  if (session.status !== "paid") fail("not_paid", `the session is ${session.status}, not paid`);
  const isMet = {
    amount: isSameAmount(session.amount, expected.amount, session.currency),
    currency: session.currency === String(expected.currency).toUpperCase(),
    orderRef: session.orderRef === expected.orderRef,
  };
  for (const name of ["amount", "currency", "orderRef"] as const) {
    if (isMet[name]) continue;
    fail(
      "expectation_failed",
      `the session's ${name} is ${session[name]}, expected ${expected[name]}`,
    );
  }
}
