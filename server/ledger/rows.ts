/**
 * Between the rows of ledger.ts and what is stored. Nested values are JSON text, truths are 0 or 1;
 * columns that only the tables know are left behind on the way out.
 */
import type { ShopEvent } from "../../contract/contract.ts";
import { factNames, type PaymentFact } from "../../contract/facts.ts";
import { readPayload } from "./event-payload.ts";
import { readOldSentence, writeOldSentence } from "./history-migration.ts";
import type { AskPlan, HistoryEntry, Payment, Session, StoredEvent } from "./ledger.ts";
import { kindUnsaid } from "./payment-kind-migration.ts";
import type { Database, EventRow, Flat } from "./schema.ts";

/** Flattens every column of a row. */
export function flatten<Row extends object>(row: Row): Flat<Row> {
  const columns = Object.entries(row).map(([name, value]) => [name, flattenValue(value)]);
  return Object.fromEntries(columns) as Flat<Row>;
}

function flattenValue(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}

/** A session with the columns that are the table's own. */
export function flattenSession(session: Session): Omit<Database["sessions"], "position"> {
  return { ...flatten(session), customerId: session.customer?.id ?? null };
}

/** The columns in which `after` differs from `before`; undefined when there are none. */
export function changedColumns<Row extends object>(
  before: Row,
  after: Row,
): Partial<Row> | undefined {
  const changed = Object.entries(after).filter(
    ([name, value]) => before[name as keyof Row] !== value,
  );
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<Row>);
}

export function toSession(row: Database["sessions"]): Session {
  const { position, customerId, ...columns } = row;
  return {
    ...columns,
    customer: parse(row.customer),
    filter: parse(row.filter),
    providers: parse(row.providers),
    metadata: parse(row.metadata),
    allowRepeat: row.allowRepeat === 1,
    recentOnly: row.recentOnly === 1,
    terms: parse(row.terms),
  };
}

export function toPayment(row: Database["payments"]): Payment {
  const { position, askStep, ...columns } = row;
  return {
    ...columns,
    askPlan: toAskPlan(askStep),
    kind: row.kind ?? kindUnsaid(row),
    charges: parse(row.charges),
    bankReferences: parse(row.bankReferences),
    codes: parse(row.codes),
    test: row.test === 1,
    orphan: row.orphan === 1,
    attemptDeclined: row.attemptDeclined === 1,
    closeWanted: row.closeWanted === 1,
  };
}

/**
 * During a rolling restart rows are written by instances of the version before, which know no facts,
 * and of the next one, which may know more.
 */
export function toHistoryEntry(row: Database["history"]): HistoryEntry {
  const { paymentId, at, via, fact, data } = row;
  const isKnown = factNames.some((name) => name === fact);
  const said = isKnown ? ({ fact, data: parse(data) } as PaymentFact) : readOldSentence(row.what);
  return { paymentId, at, via, ...said };
}

export function flattenHistoryEntry({ paymentId, at, via, ...said }: HistoryEntry) {
  const { fact, data } = said;
  return { paymentId, at, via, what: writeOldSentence(said), fact, data: JSON.stringify(data) };
}

/** Where each plan begins in the one number that is stored of it. */
const firstSteps = { confirm: 0, open: 100, watch: 200 } as const;

function toAskPlan(stored: number): AskPlan {
  const plan = (["watch", "open"] as const).find((one) => stored >= firstSteps[one]) ?? "confirm";
  return { plan, step: stored - firstSteps[plan] };
}

/** A payment with its plan in the one number that is stored of it. */
export function flattenPayment({
  askPlan,
  ...payment
}: Payment): Omit<Database["payments"], "position"> {
  return { ...flatten(payment), askStep: firstSteps[askPlan.plan] + askPlan.step };
}

export function toShopEvent(row: EventRow): ShopEvent {
  return {
    id: row.id,
    type: row.type,
    sequence: row.sequence,
    timestamp: new Date(row.at).toISOString(),
    data: readPayload(row.payload),
  };
}

export function toStoredEvent(row: EventRow): StoredEvent {
  const { attempts, nextAttemptAt, deliveredAt, failedAt, lastError } = row;
  return { event: toShopEvent(row), attempts, nextAttemptAt, deliveredAt, failedAt, lastError };
}

/** What we wrote ourselves: its type is the column's. */
function parse<Value>(text: string | null): Value {
  return (text === null ? null : JSON.parse(text)) as Value;
}
