/**
 * What every ledger must do, whatever it stores in. Each engine's test file runs all of it; a claim
 * about more than one instance is proved with more than one, open on the same database.
 */
import { describe } from "node:test";
import {
  describeBudgets,
  describeIconSources,
  describeLists,
} from "./ledger-contract/shared-state.ts";
import { describeBacklog } from "./ledger-contract/backlog.ts";
import { describeConcurrency } from "./ledger-contract/concurrency.ts";
import { describeDecisions } from "./ledger-contract/decisions.ts";
import { describeErasure } from "./ledger-contract/erasure.ts";
import { describeEvents } from "./ledger-contract/events.ts";
import { describeIdempotency } from "./ledger-contract/idempotency.ts";
import { describeLookups } from "./ledger-contract/lookups.ts";
import { describeDueWork } from "./ledger-contract/due-work.ts";
import { describeWrongClock } from "./ledger-contract/wrong-clock.ts";
import type { LedgerEngine } from "./ledger-contract/engine.ts";

export type { LedgerEngine, OpenLedger } from "./ledger-contract/engine.ts";

export function describeLedgerContract(engine: LedgerEngine): void {
  describe("a ledger", () => {
    describeDecisions(engine);
    describeIdempotency(engine);
    describeLookups(engine);
    describeConcurrency(engine);
    describeDueWork(engine);
    describeEvents(engine);
    describeLists(engine);
    describeIconSources(engine);
    describeBudgets(engine);
    describeErasure(engine);
    describeBacklog(engine);
    describeWrongClock(engine);
  });
}
