/** The ledger `before-facts`: its rows, and the tables of its time to put them into. */
import { readFileSync } from "node:fs";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { createLedger } from "../../../server/ledger/migrations/001-ledger.ts";
import { addEvidenceAndTerms } from "../../../server/ledger/migrations/002-evidence-and-terms.ts";
import type { PaymentFact } from "../../../contract/facts.ts";

/** When its proxy ended. */
export const leftAt = 1_767_325_739_544;

type Columns = Readonly<Record<string, unknown>>;

export interface OldSession extends Columns {
  readonly id: string;
  readonly order_ref: string;
  readonly customer?: { readonly email: string };
  readonly filter: { readonly currency: string };
}

export interface OldPayment extends Columns {
  readonly id: string;
  readonly session_id: string;
  readonly order_ref: string;
  readonly position: number;
  readonly provider: string;
  readonly method: string;
  readonly amount: string;
  readonly currency: string;
  readonly order_number: string;
  readonly provider_ref?: string;
  readonly transaction_ref?: string;
  readonly codes: readonly string[];
  readonly notify_token: string;
  readonly return_token: string;
  readonly created_at: number;
  readonly expires_at: number;
}

export interface OldEntry extends Columns {
  readonly order_ref: string;
  readonly position: number;
  readonly payment_id: string;
  readonly at: number;
  readonly what: string;
}

export interface OldRows {
  readonly sessions: readonly OldSession[];
  readonly payments: readonly OldPayment[];
  readonly history: readonly OldEntry[];
  readonly notifications: readonly Columns[];
  readonly events: readonly (Columns & { readonly type: string; readonly session_id: string })[];
}

function readTable<Row>(name: string): readonly Row[] {
  const file = new URL(`./before-facts/${name}.jsonl`, import.meta.url);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Row);
}

const told = readTable<OldEntry & { readonly says: PaymentFact }>("history");

/** What each row of the history says, in its order. */
export const says: readonly PaymentFact[] = told.map((row) => row.says);

export const oldRows: OldRows = {
  sessions: readTable("sessions"),
  payments: readTable("payments"),
  history: told.map(({ says: _, ...row }) => row),
  notifications: readTable("notifications"),
  events: readTable("events"),
};

export type OldTable = keyof OldRows | "orders" | "counters";
export type OldTables = Kysely<Record<OldTable, Record<string, unknown>>>;

/** Fills an empty database as it was. */
export async function writeLedger(db: OldTables, rows: OldRows): Promise<void> {
  const steps = {
    "001-ledger": { up: createLedger },
    "002-evidence-and-terms": { up: addEvidenceAndTerms },
  };
  const provider = { getMigrations: () => Promise.resolve(steps) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error as Error;
  const orders = new Set(rows.sessions.map(({ order_ref }) => order_ref));
  await insert(
    db,
    "orders",
    [...orders].map((order_ref) => ({ order_ref })),
  );
  for (const table of ["sessions", "payments", "history", "notifications", "events"] as const) {
    await insert(db, table, rows[table]);
  }
  await db
    .updateTable("counters")
    .set({ value: rows.events.length })
    .where("name", "=", "event_sequence")
    .execute();
}

async function insert(db: OldTables, table: OldTable, rows: readonly Columns[]): Promise<void> {
  for (const row of rows) {
    const columns = Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "object" ? JSON.stringify(value) : value,
    ]);
    await db
      .insertInto(table)
      .values(Object.fromEntries(columns) as Record<string, unknown>)
      .execute();
  }
}
