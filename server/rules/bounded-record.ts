/**
 * A record that any shop's parser takes, whatever a browser did: at most 200 entries of history in a
 * session, and 64 KB as an event. What repeats is folded first, and what ended without money goes
 * last; the ledger keeps all of it.
 */
import type { FactName } from "../../contract/facts.ts";
import type { SessionRecord } from "../../contract/contract.ts";
import type { HistoryEntry, Payment } from "../ledger/ledger.ts";

/** Of a session's history. */
export const mostEntries = 200;
/** In bytes of its JSON, so that an event with what is around it takes 64 KB at the most. */
export const mostRecordBytes = 62_000;

export interface RecordSize {
  readonly entries: number;
  readonly payments: number;
  /** Whether what banks call the payments is told. */
  readonly references: boolean;
}

/** @param entries of one session, oldest first; the order stays */
export function boundHistory(
  entries: readonly HistoryEntry[],
  most: number = mostEntries,
): readonly HistoryEntry[] {
  if (entries.length <= most) return entries;
  const folded = foldRepeats(entries, (entry) =>
    JSON.stringify([entry.paymentId, entry.fact, entry.data]),
  );
  if (folded.length <= most) return folded;
  const shorter = foldRepeats(folded, (entry) => `${entry.paymentId} ${entry.fact}`);
  return shorter.length <= most ? shorter : keepWeightiest(shorter, most);
}

/** Of entries that are alike the first and the last stay. */
function foldRepeats(
  entries: readonly HistoryEntry[],
  likenessOf: (entry: HistoryEntry) => string,
): readonly HistoryEntry[] {
  const first = new Map<string, HistoryEntry>();
  const last = new Map<string, HistoryEntry>();
  for (const entry of entries) {
    const likeness = likenessOf(entry);
    if (!first.has(likeness)) first.set(likeness, entry);
    last.set(likeness, entry);
  }
  const kept = new Set([...first.values(), ...last.values()]);
  return entries.filter((entry) => kept.has(entry));
}

/** Where money came or may come stays, and of the others the newest; in the order they were made. */
export function boundPayments(payments: readonly Payment[], most: number): readonly Payment[] {
  if (payments.length <= most) return payments;
  const counts = (payment: Payment) => (isOver(payment) ? 0 : 1);
  const kept = payments.toSorted((a, b) => counts(b) - counts(a) || b.createdAt - a.createdAt);
  const chosen = new Set(kept.slice(0, most));
  return payments.filter((payment) => chosen.has(payment));
}

function isOver({ status }: Payment): boolean {
  return status === "failed" || status === "canceled" || status === "expired";
}

const weighty: ReadonlySet<FactName> = new Set([
  "paid",
  "authorized",
  "review",
  "refunded",
  "second_transaction",
  "resolved",
]);

/** What is about money stays, and of the rest the newest. */
function keepWeightiest(entries: readonly HistoryEntry[], most: number): readonly HistoryEntry[] {
  const kept = new Set(entries.filter(({ fact }) => weighty.has(fact)).slice(-most));
  for (const entry of entries.toReversed()) if (kept.size < most) kept.add(entry);
  return entries.filter((entry) => kept.has(entry));
}

/** From the record of all to the barest: how much of history, payments and their banks' references. */
const sizes: readonly [RecordSize, ...RecordSize[]] = [
  { entries: mostEntries, payments: Infinity, references: true },
  { entries: 100, payments: Infinity, references: true },
  { entries: 50, payments: 20, references: true },
  { entries: 10, payments: 8, references: true },
  { entries: 0, payments: 2, references: true },
  { entries: 0, payments: 2, references: false },
];

/**
 * The fullest record that fits.
 * @param recordOf makes it with no more than that of history, payments and references
 * @param mostBytes of its JSON
 */
export function fitRecord(
  recordOf: (size: RecordSize) => SessionRecord,
  mostBytes: number,
): SessionRecord {
  const encoder = new TextEncoder();
  const fits = (record: SessionRecord) =>
    encoder.encode(JSON.stringify(record)).length <= mostBytes;
  const [fullest, ...smaller] = sizes;
  let record = recordOf(fullest);
  for (const size of smaller) if (!fits(record)) record = recordOf(size);
  return record;
}
