import { after, before, describe } from "node:test";
import { openPostgresLedger } from "../../../server/ledger/postgres.ts";
import { describeLedgerContract } from "../../support/ledger-contract.ts";
import { TestPostgres } from "../../support/postgres.ts";

describe("the ledger in PostgreSQL", () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await TestPostgres.start();
  });
  after(() => postgres.stop());

  describeLedgerContract({
    async createDatabase() {
      const url = await postgres.createDatabase();
      return () => openPostgresLedger(url);
    },
  });
});
