/**
 * A real ledger in a file, for one run after the other: emptied between them, not made anew, because
 * opening costs as much as half a run. Where there is a file system in memory it is kept there: what
 * is written to disk, and when, is shown elsewhere.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import type { Ledger } from "../../server/ledger/ledger.ts";
import { openSqliteLedger } from "../../server/ledger/sqlite.ts";

export interface FreshLedgers {
  /** A ledger in which nothing ever happened. It is the one opened before, emptied: never close it. */
  open(): Promise<Ledger>;
  remove(): Promise<void>;
}

const inMemory = "/dev/shm";

export async function createFreshLedgers(): Promise<FreshLedgers> {
  const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), "otter-"));
  const [used, untouched] = [join(folder, "used.db"), join(folder, "untouched.db")];
  await (await openSqliteLedger(untouched)).close();
  copyFileSync(untouched, used);
  const ledger = await openSqliteLedger(used);
  const restore = createRestore(used, untouched);
  return {
    async open() {
      await turn();
      restore.run();
      return ledger;
    },
    async remove() {
      restore.close();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes every table of one file what it is in the other, by a connection of its own. */
function createRestore(used: string, untouched: string) {
  const database = new DatabaseSync(used, { enableForeignKeyConstraints: false });
  database.prepare("attach ? as untouched").run(untouched);
  const tables = database
    .prepare("select name from untouched.sqlite_schema where type = 'table'")
    .all()
    .map(({ name }) => `"${String(name)}"`);
  const statements = tables.map(
    (table) =>
      `delete from main.${table}; insert into main.${table} select * from untouched.${table};`,
  );
  return {
    run: () => database.exec(`begin immediate; ${statements.join(" ")} commit`),
    close: () => database.close(),
  };
}
