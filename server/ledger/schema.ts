/**
 * The tables, one schema for both engines. Columns are named and typed after the rows of ledger.ts;
 * what SQL has no common type for is flattened: a truth is 0 or 1, anything nested is JSON text.
 * Amounts are text, so that no engine ever rounds one. `position` counts a table's rows within
 * their order: it keeps "oldest first" exact when two were written in the same millisecond.
 */
import type { Generated, Selectable } from "kysely";
import type {
  IdempotencyRow,
  NewEvent,
  NotificationRow,
  Payment,
  Session,
  StoredList,
  Via,
} from "./ledger.ts";

type Column<Value> = Value extends boolean
  ? number
  : Value extends string | number | null
    ? Value
    : string;

/** A row as it is stored. */
export type Flat<Row> = { [Name in keyof Row]: Column<Row[Name]> };

interface InOrder {
  position: number;
}

/** `what` is the sentence of the version before: see history-migration.ts. */
interface HistoryTable extends InOrder {
  orderRef: string;
  paymentId: string;
  at: number;
  via: Via;
  what: string;
  fact: string | null;
  data: string | null;
}

export interface EventTable extends Flat<NewEvent> {
  sequence: number;
  attempts: Generated<number>;
  nextAttemptAt: number | null;
  leaseUntil: number | null;
  deliveredAt: number | null;
  failedAt: number | null;
  lastError: string | null;
}
export type EventRow = Selectable<EventTable>;

export interface Database {
  /** One row for each purchase: what a decision locks. */
  orders: { orderRef: string };
  /**
   * `customerId` repeats `customer.id`, so that one customer's sessions can be found; `recentOnly` is
   * null where the version before wrote the row.
   */
  sessions: Omit<Flat<Session>, "recentOnly"> &
    InOrder & { customerId: string | null; recentOnly: number | null };
  /**
   * `askStep` is the plan and its step in one number, as released; `kind` is null where the version
   * before wrote the row.
   */
  payments: Omit<Flat<Omit<Payment, "askPlan">>, "kind"> &
    InOrder & { askStep: number; kind: Payment["kind"] | null };
  history: HistoryTable;
  events: EventTable;
  notifications: Flat<NotificationRow>;
  idempotency: Flat<IdempotencyRow>;
  /** Keyed by a hash: a filter's key can be longer than an index takes. */
  lists: Flat<StoredList> & { keyHash: string };
  iconSources: { hash: string; source: string };
  budgets: { name: string; windowStart: number; taken: number };
  counters: { name: CounterName; value: number };
}

/**
 * `event_sequence` the last one given out · `list_generation` how often lists were purged ·
 * `event_claims` is never counted, only locked: events are claimed by one caller at a time.
 */
export type CounterName = "event_sequence" | "list_generation" | "event_claims";
