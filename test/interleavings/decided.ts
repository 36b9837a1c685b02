/** One decision of the ledger, with what stood before it and after. */
import type { Decision, Purchase } from "../../server/ledger/ledger.ts";

export interface Decided {
  readonly before: Purchase;
  readonly after: Purchase;
  readonly decision: Decision<unknown>;
  readonly now: number;
  /** Of any process, at any time before: what was promised of time may be broken. */
  readonly clocksWereWrong: boolean;
}
