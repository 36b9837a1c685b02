import type { Tables } from "./tables.ts";

/** The trace in which the shop asked for a session; null where it told none. */
export async function addTraceparent(db: Tables): Promise<void> {
  await db.schema.alterTable("sessions").addColumn("traceparent", "text").execute();
}
