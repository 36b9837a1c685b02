/** What a session comes to by a charge. */
import type { PaymentStatus, SessionStatus } from "../../contract/vocabulary.ts";

/** As far as a charge changes it. */
interface ChargedSession {
  readonly status?: SessionStatus;
  readonly last?: { readonly method: string; readonly status: PaymentStatus } | undefined;
}

/** What a charge may settle at once; a declined one does not end the session. */
const settling: Partial<Record<PaymentStatus, SessionStatus>> = {
  paid: "paid",
  authorized: "authorized",
  review: "review",
};

export function charged<Session extends ChargedSession>(
  session: Session,
  method: string,
  status: PaymentStatus,
): Session {
  return { ...session, status: settling[status] ?? "pending", last: { method, status } };
}
