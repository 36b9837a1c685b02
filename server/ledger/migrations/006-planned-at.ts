import type { Tables } from "./tables.ts";

/** When it was decided when to ask next: a time that a wrong clock decided is known by it. */
export async function addPlannedAt(db: Tables): Promise<void> {
  await db.schema.alterTable("payments").addColumn("planned_at", "bigint").execute();
}
