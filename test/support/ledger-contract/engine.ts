/** How a contract test comes by ledgers. */
import type { TestContext } from "node:test";
import { CheckoutError } from "../../../server/platform/errors.ts";
import type { Ledger, Payment, Session } from "../../../server/ledger/ledger.ts";
import type { ProxyErrorCode } from "../../../contract/vocabulary.ts";

/** Opens one more instance on the same database. */
export type OpenLedger = () => Promise<Ledger>;

export interface LedgerEngine {
  /** An empty database that lives as long as the test. */
  createDatabase(t: TestContext): Promise<OpenLedger>;
}

/** `count` instances on one new database, closed with the test. */
export async function openLedgers(
  t: TestContext,
  engine: LedgerEngine,
  count: number,
): Promise<Ledger[]> {
  const open = await engine.createDatabase(t);
  const ledgers = await Promise.all(Array.from({ length: count }, open));
  t.after(() => Promise.all(ledgers.map((ledger) => ledger.close())));
  return ledgers;
}

export async function openLedger(t: TestContext, engine: LedgerEngine): Promise<Ledger> {
  const [ledger] = await openLedgers(t, engine, 1);
  if (ledger === undefined) throw new Error("no ledger was opened");
  return ledger;
}

/** Writes rows of one order as they are. */
export async function write(
  ledger: Ledger,
  session: Session,
  payments: readonly Payment[] = [],
): Promise<void> {
  await ledger.decide({ orderRef: session.orderRef }, () => ({
    result: undefined,
    sessions: [session],
    payments,
  }));
}

/** For `assert.rejects`. */
export function hasCode(code: ProxyErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof CheckoutError && error.code === code;
}
