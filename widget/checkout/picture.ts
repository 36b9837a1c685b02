/** What the proxy has said of a checkout, and what that comes to. Nothing here acts. */
import type { CheckoutView } from "../../contract/contract.ts";
import type { PaymentStatus, SessionStatus } from "../../contract/vocabulary.ts";
import type { PaymentMethod } from "../public-types.ts";

/** A session's view, or the list that is shown before there is a session. */
export type Picture = Pick<CheckoutView, "methods"> & Partial<CheckoutView>;

export type SettledStatus = Exclude<SessionStatus, "open" | "pending">;

/** What a charge may settle at once; a declined one does not end the session. */
const settling: readonly PaymentStatus[] = ["paid", "authorized", "review"];

/** The outcome, where there is one. */
export function outcomeOf({ status }: Picture): SettledStatus | undefined {
  return status === "open" || status === "pending" ? undefined : status;
}

/** What the session comes to by a charge that was answered so. */
export function statusAfterCharge(status: PaymentStatus): SessionStatus {
  return settling.includes(status) ? (status as SettledStatus) : "pending";
}

/** Whether the card was charged is not known yet: nothing else is offered until it is. */
export function isChargeUnknown({ last, methods }: Picture): boolean {
  return last?.status === "pending" && methods.some(({ id, frame }) => frame && id === last.method);
}

/** Some methods need what not every browser has. */
export function canBeUsedHere({ needs }: PaymentMethod): boolean {
  return !needs || "ApplePaySession" in globalThis;
}
