import type { Tables } from "./tables.ts";

/** What made a payment paid, and what a shop asks of a gateway beside the amount. */
export async function addEvidenceAndTerms(db: Tables): Promise<void> {
  await db.schema.alterTable("payments").addColumn("evidence", "text").execute();
  await db.schema.alterTable("sessions").addColumn("terms", "text").execute();
}
