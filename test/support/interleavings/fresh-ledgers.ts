/**
 * Real ledgers in files, one after the other, each new. Where there is a file system in memory they
 * are kept there: what is written to disk, and when, is shown elsewhere.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ledger } from "../../../server/ledger/ledger.ts";
import { openSqliteLedger } from "../../../server/ledger/sqlite.ts";

export interface FreshLedgers {
  open(): Promise<Ledger>;
  remove(): void;
}

const inMemory = "/dev/shm";

export async function createFreshLedgers(): Promise<FreshLedgers> {
  const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), "otter-"));
  const empty = join(folder, "empty.db");
  await (await openSqliteLedger(empty)).close();
  let made = 0;
  return {
    open() {
      for (const end of ["", "-wal", "-shm"])
        rmSync(join(folder, `${made}.db${end}`), { force: true });
      made += 1;
      const file = join(folder, `${made}.db`);
      copyFileSync(empty, file);
      return openSqliteLedger(file);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
