import { describe } from "node:test";
import { openSqliteLedger } from "../../../server/ledger/sqlite.ts";
import { describeLedgerContract } from "../../support/ledger-contract.ts";
import { createFolder } from "../../support/folder.ts";
import { join } from "node:path";

describe("the ledger in SQLite", () => {
  describeLedgerContract({
    async createDatabase(t) {
      const file = join(await createFolder(t), "otter.db");
      return () => openSqliteLedger(file);
    },
  });
});
