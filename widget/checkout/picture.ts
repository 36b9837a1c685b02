/** What the proxy has said of a checkout, and what that comes to. Nothing here acts. */
import type { CheckoutView } from "../../contract/contract.ts";
import type { SessionStatus } from "../../contract/vocabulary.ts";
import type { PaymentMethod } from "../public-types.ts";

/** A session's view, or the list that is shown before there is a session. */
export type Picture = Pick<CheckoutView, "methods"> & Partial<CheckoutView>;

export type SettledStatus = Exclude<SessionStatus, "open" | "pending">;

/** The outcome, where there is one. */
export function outcomeOf({ status }: Picture): SettledStatus | undefined {
  return status === "open" || status === "pending" ? undefined : status;
}

/** Whether the card was charged is not known yet: nothing else is offered until it is. */
export function isChargeUnknown({ last, methods }: Picture): boolean {
  return last?.status === "pending" && methods.some(({ id, frame }) => frame && id === last.method);
}

/** Some methods need what not every browser has. */
export function canBeUsedHere({ needs }: PaymentMethod): boolean {
  return !needs || "ApplePaySession" in globalThis;
}
