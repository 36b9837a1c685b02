/** An ACCOUNTS_FILE as an operator would write it, for a simulator's credentials. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "../../demo/sandbox/index.ts";

export type AccountVariables = Readonly<Record<string, unknown>>;

export interface WrittenAccounts {
  readonly path: string;
  /** Takes the place of what was written before. */
  write(accounts: Readonly<Record<string, AccountVariables>>): Promise<void>;
  remove(): Promise<void>;
}

export async function writeAccounts(
  accounts: Readonly<Record<string, AccountVariables>>,
): Promise<WrittenAccounts> {
  const folder = await mkdtemp(join(tmpdir(), "otter-accounts-"));
  const path = join(folder, "accounts.json");
  const write: WrittenAccounts["write"] = (said) =>
    writeFile(path, JSON.stringify(said), { mode: 0o600 });
  await write(accounts);
  return { path, write, remove: () => rm(folder, { recursive: true, force: true }) };
}

function variablesOf({ env }: Sandbox, prefix: string): AccountVariables {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith(prefix)));
}

export const ottpayOf = (sandbox: Sandbox): AccountVariables => variablesOf(sandbox, "OTTPAY_");
export const ottuOf = (sandbox: Sandbox): AccountVariables => variablesOf(sandbox, "OTTU_");
