/** A session and the purchase it is of: what every flow that is given a session's id begins with. */
import type { FlowContext } from "../flow-context.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Purchase, Session } from "../ledger/ledger.ts";
import { asOf } from "../rules/present-times.ts";

export interface FoundSession {
  readonly purchase: Purchase;
  readonly session: Session;
}

/** @throws CheckoutError `session_not_found` */
export async function readSession(
  { ledger, clock }: Pick<FlowContext, "ledger" | "clock">,
  id: string,
): Promise<FoundSession> {
  const stored = await ledger.readPurchase({ sessionId: id });
  if (stored === undefined) throw sessionNotFound();
  const purchase = asOf(stored, clock.now());
  const session = purchase.sessions.find((candidate) => candidate.id === id);
  if (session === undefined) throw sessionNotFound();
  return { purchase, session };
}

/** For a decision that found no session to decide about. */
export function sessionNotFound(): CheckoutError {
  return new CheckoutError("session_not_found", "there is no such session");
}
