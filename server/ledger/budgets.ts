/** Budgets that all instances draw from, counted in windows of fixed length. */
import { sql, type Kysely } from "kysely";
import type { Budget } from "./ledger-work.ts";
import type { Database } from "./schema.ts";

/** A window further ahead was begun by a wrong clock. */
const aheadMs = 60_000;

/**
 * One statement, so that no two instances take the same last one. A caller whose clock is a little
 * behind draws from the later window: clocks that differ never give a budget twice.
 */
export async function takeFromBudget(
  db: Kysely<Database>,
  { name, now, windowMs, limit }: Budget,
): Promise<boolean> {
  if (limit < 1) return false;
  const windowStart = now - (now % windowMs);
  const isOver = sql`(budgets.window_start < excluded.window_start
    or budgets.window_start > ${now + aheadMs})`;
  const { rows } = await sql`
    insert into budgets (name, window_start, taken) values (${name}, ${windowStart}, 1)
    on conflict (name) do update set
      taken = case when ${isOver} then 1 else budgets.taken + 1 end,
      window_start = case when ${isOver} then excluded.window_start else budgets.window_start end
    where ${isOver} or budgets.taken < ${limit}
    returning taken`.execute(db);
  return rows.length === 1;
}
