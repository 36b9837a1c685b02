/** One decision of the ledger, with what stood before it and after. */
import type { Decision, Purchase } from "../../server/ledger/ledger.ts";

export interface Decided {
  readonly before: Purchase;
  readonly after: Purchase;
  readonly decision: Decision<unknown>;
  /** By the clock of who decides. */
  readonly now: number;
  /** Where a clock was wrong, what was promised of time may be broken. */
  readonly knowsTime: boolean;
}
