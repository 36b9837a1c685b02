/** What a command works on, open for as long as it works. */
import { composeProxy, openLedger, type Proxy } from "../compose/proxy.ts";
import { packedScripts } from "../compose/packed-scripts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { CommandContext } from "./command.ts";

type Work<Subject, Result> = (subject: Subject) => Promise<Result>;

export async function withLedger<Result>(
  { config }: Pick<CommandContext, "config">,
  work: Work<Ledger, Result>,
): Promise<Result> {
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
  const proxy = await composeProxy(config, world, packedScripts());
  try {
    return await work(proxy);
  } finally {
    await proxy.stop();
  }
}
