/** `backup FILE`: copies the ledger while it is in use. SQLite only; PostgreSQL has pg_dump. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Config } from "../config.ts";
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
      progress(`copying ${sizeOf(config)}to ${resolve(file)}`);
      return ledger.backup(file);
    });
    return { lines: [`the ledger is copied to ${file}`], data: { file: resolve(file) } };
  },
};

/** How much the one who waits is waiting for. */
function sizeOf({ database }: Pick<Config, "database">): string {
  if (database.kind !== "sqlite") return "";
  return `${Math.ceil(statSync(database.file).size / 1_000_000)} MB `;
}
