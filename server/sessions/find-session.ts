/** A session and the purchase it is of: what every flow that is given a session's id begins with. */
import { CheckoutError } from "../platform/errors.ts";
import type { Ledger, Purchase, Session } from "../ledger/ledger.ts";

export interface FoundSession {
  readonly purchase: Purchase;
  readonly session: Session;
}

/** @throws CheckoutError `session_not_found` */
export async function readSession(
  ledger: Pick<Ledger, "readPurchase">,
  id: string,
): Promise<FoundSession> {
  const purchase = await ledger.readPurchase({ sessionId: id });
  const session = purchase?.sessions.find((candidate) => candidate.id === id);
  if (purchase === undefined || session === undefined) throw sessionNotFound();
  return { purchase, session };
}

/** For a decision that found no session to decide about. */
export function sessionNotFound(): CheckoutError {
  return new CheckoutError("session_not_found", "there is no such session");
}
