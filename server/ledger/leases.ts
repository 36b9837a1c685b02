/** What is leased is in one caller's hands until the lease is over, or longer than any is given. */
import type { ExpressionBuilder, StringReference } from "kysely";
import { skewMs } from "../platform/wrong-clock.ts";
import type { Database } from "./schema.ts";

interface Lease {
  readonly now: number;
  readonly leaseMs: number;
}

/** In nobody's hands. */
export function isFree<Table extends keyof Database>(
  is: ExpressionBuilder<Database, Table>,
  until: StringReference<Database, Table>,
  { now, leaseMs }: Lease,
) {
  return is.or([
    is(until, "is", null),
    is(until, "<=", now as never),
    is(until, ">", (now + leaseMs + skewMs) as never),
  ]);
}
