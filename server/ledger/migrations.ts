/**
 * How the tables came to be, step by step, the same steps on both engines. A step that was released
 * is never edited; the next one is added below it. Steps are written in the database's own names,
 * apart from schema.ts, which describes only where they lead.
 */
import { sql, type Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { createIconSources } from "./icon-sources-migration.ts";

const migrations: Readonly<Record<string, Migration>> = {
  "001-ledger": { up: createLedger },
  "002-evidence-and-terms": { up: addEvidenceAndTerms },
  "004-icon-sources": { up: createIconSources },
};

/**
 * Brings the tables up to date. `db` is a transaction in which nobody else can migrate.
 * @throws Error when a step fails, or when the database is newer than this program
 */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error as Error;
}

/** True when nothing is left to do: found out without a lock, and without the right to make tables. */
export async function isMigrated(db: Kysely<unknown>): Promise<boolean> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    const done = new Set(rows.map((row) => row.name));
    const known = Object.keys(migrations);
    return done.size === known.length && known.every((name) => done.has(name));
  } catch {
    return false;
  }
}

type Tables = Kysely<unknown>;

async function createLedger(db: Tables): Promise<void> {
  await createOrders(db);
  await createSessions(db);
  await createPayments(db);
  await createRecords(db);
  await createEvents(db);
  await createShared(db);
}

async function createOrders(db: Tables): Promise<void> {
  await db.schema
    .createTable("orders")
    .addColumn("order_ref", "text", (c) => c.primaryKey())
    .execute();
}

async function createSessions(db: Tables): Promise<void> {
  await db.schema
    .createTable("sessions")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("order_ref", "text", (c) => c.notNull().references("orders.order_ref"))
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("amount", "text", (c) => c.notNull())
    .addColumn("currency", "text", (c) => c.notNull())
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("description", "text")
    .addColumn("locale", "text")
    .addColumn("return_url", "text")
    .addColumn("failure_url", "text")
    .addColumn("customer", "text")
    .addColumn("customer_id", "text")
    .addColumn("filter", "text", (c) => c.notNull())
    .addColumn("providers", "text")
    .addColumn("metadata", "text", (c) => c.notNull())
    .addColumn("allow_repeat", "integer", (c) => c.notNull())
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .addColumn("canceled_at", "bigint")
    .addColumn("canceled_by", "text")
    .addColumn("next_check_at", "bigint")
    .addColumn("ended_at", "bigint")
    .addColumn("erased_at", "bigint")
    .addUniqueConstraint("sessions_in_order", ["order_ref", "position"])
    .execute();
  await createIndex(db, "sessions", ["created_at"]);
  await createIndex(db, "sessions", ["status", "created_at"]);
  await createIndex(db, "sessions", ["customer_id"], "customer_id");
  await createIndex(db, "sessions", ["next_check_at"], "next_check_at");
  await createIndex(db, "sessions", ["ended_at"], "ended_at");
}

async function createPayments(db: Tables): Promise<void> {
  await db.schema
    .createTable("payments")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("session_id", "text", (c) => c.notNull().references("sessions.id"))
    .addColumn("order_ref", "text", (c) => c.notNull().references("orders.order_ref"))
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("provider", "text", (c) => c.notNull())
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("method", "text", (c) => c.notNull())
    .addColumn("status", "text", (c) => c.notNull())
    .addColumn("reason", "text")
    .addColumn("amount", "text", (c) => c.notNull())
    .addColumn("currency", "text", (c) => c.notNull())
    .addColumn("charged_amount", "text")
    .addColumn("charged_currency", "text")
    .addColumn("fee", "text")
    .addColumn("discrepancy", "text")
    .addColumn("order_number", "text", (c) => c.notNull())
    .addColumn("provider_ref", "text")
    .addColumn("transaction_ref", "text")
    .addColumn("link", "text")
    .addColumn("charges", "text", (c) => c.notNull())
    .addColumn("codes", "text", (c) => c.notNull())
    .addColumn("test", "integer", (c) => c.notNull())
    .addColumn("orphan", "integer", (c) => c.notNull())
    .addColumn("notify_token", "text", (c) => c.notNull().unique())
    .addColumn("return_token", "text", (c) => c.notNull().unique())
    .addColumn("lease_token", "text")
    .addColumn("lease_until", "bigint")
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .addColumn("expires_at", "bigint")
    .addColumn("handed_out_at", "bigint")
    .addColumn("attempt_declined", "integer", (c) => c.notNull())
    .addColumn("stated_fee", "text")
    .addColumn("stated_tip", "text")
    .addColumn("ended_at", "bigint")
    .addColumn("asked_after_end_at", "bigint")
    .addColumn("last_asked_at", "bigint")
    .addColumn("close_wanted", "integer", (c) => c.notNull())
    .addColumn("next_ask_at", "bigint")
    .addColumn("ask_step", "integer", (c) => c.notNull())
    .addColumn("ask_lease_until", "bigint")
    .addUniqueConstraint("payments_in_order", ["order_ref", "position"])
    .addUniqueConstraint("payments_order_number", ["provider", "account", "order_number"])
    .execute();
  await createIndex(db, "payments", ["session_id"]);
  await createIndex(db, "payments", ["provider", "next_ask_at"], "next_ask_at");
  await createIndex(db, "payments", ["status"]);
}

async function createRecords(db: Tables): Promise<void> {
  await db.schema
    .createTable("history")
    .addColumn("order_ref", "text", (c) => c.notNull().references("orders.order_ref"))
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("payment_id", "text", (c) => c.notNull().references("payments.id"))
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("what", "text", (c) => c.notNull())
    .addColumn("via", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("history_in_order", ["order_ref", "position"])
    .execute();
  await db.schema
    .createTable("notifications")
    .addColumn("fingerprint", "text", (c) => c.primaryKey())
    .addColumn("payment_id", "text", (c) => c.notNull().references("payments.id"))
    .addColumn("provider", "text", (c) => c.notNull())
    .addColumn("received_at", "bigint", (c) => c.notNull())
    .addColumn("matched", "integer", (c) => c.notNull())
    .addColumn("facts", "text", (c) => c.notNull())
    .execute();
  await createIndex(db, "notifications", ["payment_id"]);
}

async function createEvents(db: Tables): Promise<void> {
  await db.schema
    .createTable("events")
    .addColumn("sequence", "bigint", (c) => c.primaryKey())
    .addColumn("id", "text", (c) => c.notNull().unique())
    .addColumn("type", "text", (c) => c.notNull())
    .addColumn("at", "bigint", (c) => c.notNull())
    .addColumn("session_id", "text", (c) => c.notNull().references("sessions.id"))
    .addColumn("payment_id", "text")
    .addColumn("payload", "text", (c) => c.notNull())
    .addColumn("attempts", "integer", (c) => c.notNull().defaultTo(0))
    .addColumn("next_attempt_at", "bigint")
    .addColumn("lease_until", "bigint")
    .addColumn("delivered_at", "bigint")
    .addColumn("failed_at", "bigint")
    .addColumn("last_error", "text")
    .execute();
  await createIndex(db, "events", ["session_id"]);
  await createIndex(db, "events", ["sequence", "next_attempt_at"], "next_attempt_at");
  await createIndex(db, "events", ["failed_at"], "failed_at");
}

async function createShared(db: Tables): Promise<void> {
  await db.schema
    .createTable("idempotency")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("body_hash", "text", (c) => c.notNull())
    .addColumn("session_id", "text", (c) => c.notNull().references("sessions.id"))
    .addColumn("created_at", "bigint", (c) => c.notNull())
    .execute();
  await createIndex(db, "idempotency", ["created_at"]);
  await db.schema
    .createTable("lists")
    .addColumn("key_hash", "text", (c) => c.primaryKey())
    .addColumn("key", "text", (c) => c.notNull())
    .addColumn("generation", "bigint", (c) => c.notNull())
    .addColumn("fetched_at", "bigint", (c) => c.notNull())
    .addColumn("fresh_until", "bigint", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .execute();
  await createIndex(db, "lists", ["fetched_at"]);
  await db.schema
    .createTable("budgets")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("window_start", "bigint", (c) => c.notNull())
    .addColumn("taken", "integer", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("counters")
    .addColumn("name", "text", (c) => c.primaryKey())
    .addColumn("value", "bigint", (c) => c.notNull())
    .execute();
  await sql`insert into counters (name, value)
    values ('event_sequence', 0), ('list_generation', 1), ('event_claims', 0)`.execute(db);
}

/** What made a payment paid, and what a shop asks of a gateway beside the amount. */
async function addEvidenceAndTerms(db: Tables): Promise<void> {
  await db.schema.alterTable("payments").addColumn("evidence", "text").execute();
  await db.schema.alterTable("sessions").addColumn("terms", "text").execute();
}

/** With `present`, rows in which that column is null stay out: most rows are at rest. */
async function createIndex(
  db: Tables,
  table: string,
  columns: string[],
  present?: string,
): Promise<void> {
  const name = `${table}_by_${columns.join("_")}`;
  const where = present === undefined ? sql`` : sql` where ${sql.ref(present)} is not null`;
  const on = sql.join(columns.map((column) => sql.ref(column)));
  await sql`create index ${sql.ref(name)} on ${sql.table(table)} (${on})${where}`.execute(db);
}
