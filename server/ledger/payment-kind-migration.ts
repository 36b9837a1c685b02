/**
 * A payment says itself whether it is a link or a charge. Rows of the version before do not, and
 * while an instance of it still runs it writes more of them: those are read by what told the two
 * apart there, and say it themselves once they are written again.
 */
import type { Kysely } from "kysely";
import type { Payment } from "./ledger.ts";

export async function addPaymentKind(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("payments").addColumn("kind", "text").execute();
}

/** Only a charge was handed out without a link. */
export function kindUnsaid({
  link,
  handedOutAt,
}: Pick<Payment, "link" | "handedOutAt">): Payment["kind"] {
  return link === null && handedOutAt !== null ? "charge" : "link";
}
