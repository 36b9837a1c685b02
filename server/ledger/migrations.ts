/**
 * How the tables came to be, step by step, the same steps on both engines. A step that was released
 * is never edited; the next one is added below it. Steps are written in the database's own names,
 * apart from schema.ts, which describes only where they lead.
 */
import { sql, type Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
import { CheckoutError } from "../platform/errors.ts";
import { createLedger } from "./migrations/001-ledger.ts";
import { addEvidenceAndTerms } from "./migrations/002-evidence-and-terms.ts";
import { addFacts } from "./migrations/003-facts.ts";
import { addPlannedAt } from "./migrations/006-planned-at.ts";
import { addBankReferences } from "./migrations/007-bank-references.ts";
import { addRecentOnly } from "./migrations/008-recent-only.ts";
import { addTraceparent } from "./migrations/009-traceparent.ts";
import { addPaymentKind } from "./payment-kind-migration.ts";
import { createIconSources } from "./icon-sources-migration.ts";

const migrations: Readonly<Record<string, Migration>> = {
  "001-ledger": { up: createLedger },
  "002-evidence-and-terms": { up: addEvidenceAndTerms },
  "003-facts": { up: addFacts },
  "004-icon-sources": { up: createIconSources },
  "005-payment-kind": { up: addPaymentKind },
  "006-planned-at": { up: addPlannedAt },
  "007-bank-references": { up: addBankReferences },
  "008-recent-only": { up: addRecentOnly },
  "009-traceparent": { up: addTraceparent },
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

/**
 * True when nothing is left to do: found out without a lock, and without the right to make tables.
 * @throws CheckoutError `ledger_unavailable` when a newer program took steps that are not known here
 */
export async function isMigrated(db: Kysely<unknown>): Promise<boolean> {
  const done = await listDone(db);
  const newer = done.filter((name) => !Object.hasOwn(migrations, name));
  if (newer.length > 0) {
    throw new CheckoutError(
      "ledger_unavailable",
      `the ledger was brought up to date by a newer version (${newer.join(", ")}) and needs that one or one after it: see docs/upgrade.md`,
    );
  }
  return Object.keys(migrations).every((name) => done.includes(name));
}

async function listDone(db: Kysely<unknown>): Promise<readonly string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
    return rows.map(({ name }) => name);
  } catch {
    return [];
  }
}
