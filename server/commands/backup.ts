/** `backup FILE`: copies the ledger while it is in use. SQLite only; PostgreSQL has pg_dump. */
import { resolve } from "node:path";
import { UsageError, type Command } from "./command.ts";
import { withLedger } from "./open-for.ts";

const usage = "backup FILE";

export const backup: Command = {
  usage,
  summary: "copies a SQLite ledger to a new file, while it is in use",
  async run({ config, words, progress }) {
    const [file, ...rest] = words;
    if (file === undefined || rest.length > 0) throw new UsageError(usage);
    await withLedger({ config }, (ledger) => {
      progress(`copying to ${resolve(file)}`);
      return ledger.backup(file);
    });
    return { lines: [`the ledger is copied to ${file}`], data: { file: resolve(file) } };
  },
};
