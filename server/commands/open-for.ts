/** What a command works on, open for as long as it works. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { composeProxy, openLedger, type Proxy } from "../compose/proxy.ts";
import { packedScripts } from "../compose/packed-scripts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Config } from "../config.ts";
import type { CommandContext } from "./command.ts";

type Work<Subject, Result> = (subject: Subject) => Promise<Result>;

export async function withLedger<Result>(
  { config }: Pick<CommandContext, "config">,
  work: Work<Ledger, Result>,
): Promise<Result> {
  refuseMissing(config);
  const ledger = await openLedger(config);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

export async function withProxy<Result>(
  { config, world }: Pick<CommandContext, "config" | "world">,
  work: Work<Proxy, Result>,
): Promise<Result> {
  refuseMissing(config);
  const proxy = await composeProxy(config, world, packedScripts());
  try {
    return await work(proxy);
  } finally {
    await proxy.stop();
  }
}

/** A file that is not where the operator thinks it is would be made, empty, and found to hold nothing. */
export class MissingLedger extends Error {
  constructor(file: string) {
    super(`there is no ledger at ${file}: serving makes it, and DATABASE_URL says where it is`);
  }
}

/** @throws MissingLedger */
function refuseMissing({ database }: Pick<Config, "database">): void {
  if (database.kind !== "sqlite") return;
  const file = resolve(database.file);
  if (!existsSync(file)) throw new MissingLedger(file);
}
