/** Sessions by what is asked of them, newest first; a page goes on after the last session of the one before. */
import type { Kysely } from "kysely";
import type { Session, SessionQuery } from "./ledger.ts";
import { toSession } from "./rows.ts";
import type { Database } from "./schema.ts";

export async function findSessions(
  db: Kysely<Database>,
  { orderRef, status, from, to, after, limit }: SessionQuery,
): Promise<readonly Session[]> {
  let sessions = db.selectFrom("sessions").selectAll();
  if (orderRef !== undefined) sessions = sessions.where("orderRef", "=", orderRef);
  if (status !== undefined) sessions = sessions.where("status", "=", status);
  if (from !== undefined) sessions = sessions.where("createdAt", ">=", from);
  if (to !== undefined) sessions = sessions.where("createdAt", "<", to);
  if (after !== undefined) {
    const last = await db
      .selectFrom("sessions")
      .select(["createdAt", "position", "id"])
      .where("id", "=", after)
      .executeTakeFirst();
    if (last === undefined) return [];
    const { createdAt, position, id } = last;
    sessions = sessions
      .where("createdAt", "<=", createdAt)
      .where((row) =>
        row.or([
          row("createdAt", "<", createdAt),
          row("position", "<", position),
          row.and([row("position", "=", position), row("id", ">", id)]),
        ]),
      );
  }
  const rows = await sessions
    .orderBy("createdAt", "desc")
    .orderBy("position", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toSession);
}
