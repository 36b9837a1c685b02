import type { Tables } from "./tables.ts";

/** What the bank calls a payment, as JSON; null where nothing is known of it. */
export async function addBankReferences(db: Tables): Promise<void> {
  await db.schema.alterTable("payments").addColumn("bank_references", "text").execute();
}
