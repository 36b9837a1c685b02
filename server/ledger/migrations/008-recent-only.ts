import type { Tables } from "./tables.ts";

/** Whether a session shows only what its customer used before, as 0 or 1; null is 0. */
export async function addRecentOnly(db: Tables): Promise<void> {
  await db.schema.alterTable("sessions").addColumn("recent_only", "integer").execute();
}
