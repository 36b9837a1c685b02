/**
 * How the tables came to be, step by step, the same steps on both engines. A step that was released
 * is never edited; the next one is added below it. Steps are written in the database's own names,
 * apart from schema.ts, which describes only where they lead.
 */
import { sql, type Kysely } from "kysely";
import { Migrator, type Migration } from "kysely/migration";
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
