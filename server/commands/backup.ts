/** `backup FILE`: copies the ledger while it is in use. SQLite only; PostgreSQL has pg_dump. */
import { UsageError, type Command } from "./command.ts";
import { withLedger } from "./open-for.ts";

export const backup: Command = async ({ config, args, print }) => {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) throw new UsageError("backup FILE");
  await withLedger({ config }, (ledger) => ledger.backup(file));
  print(`the ledger is copied to ${file}`);
  return 0;
};
