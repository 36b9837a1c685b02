/** `backup FILE`: copies the ledger while it is in use. SQLite only; PostgreSQL has pg_dump. */
import { openLedger } from "../compose/proxy.ts";
import { UsageError, type Command } from "./command.ts";

export const backup: Command = async ({ config, args, print }) => {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) throw new UsageError("backup FILE");
  const ledger = await openLedger(config);
  try {
    await ledger.backup(file);
    print(`the ledger is copied to ${file}`);
    return 0;
  } finally {
    await ledger.close();
  }
};
