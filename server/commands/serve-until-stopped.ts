/** Serves from the configuration to the signal that ends it, and says when each begins. */
import { accessSync, constants as modes, existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, resolve } from "node:path";
import { packedScripts } from "../compose/packed-scripts.ts";
import { createWorld } from "../compose/world.ts";
import { ConfigError, type AccountConfig, type Config } from "../config.ts";
import { keepHeapSmall } from "../platform/heap-limits.ts";
import { serve } from "../serve.ts";

/** Ctrl-C reaches us twice below npm: from the terminal, and passed on. */
const samePressMs = 100;

export interface Started {
  /** Where the configuration is from, for people. */
  readonly source: string;
  readonly version: string;
}

/** @throws ConfigError where the ledger's folder cannot be used */
export async function serveUntilStopped(config: Config, started: Started): Promise<never> {
  const ledger = describeLedger(config);
  const world = createWorld(config);
  const { logger } = world;
  for (const line of [...config.warnings, ...config.notes]) logger.warn({}, line);
  if (ledger.isNew)
    logger.warn({ file: ledger.name }, "the ledger's file was not there and is made now");
  const stopAsked = listenForStop();
  const running = await serve(config, world, packedScripts());
  keepHeapSmall();
  logger.info(
    {
      address: `${config.host}:${running.port}`,
      publicUrl: config.publicUrl,
      gateways: [...new Set(config.accounts.flatMap(gatewaysOf))].join(" "),
      accounts: config.accounts.map(({ id }) => id).join(" "),
      ledger: ledger.name,
      origins: config.origins.map(({ text }) => text).join(" "),
      configuration: started.source,
      version: started.version,
      node: process.versions.node,
    },
    "otter-checkout-proxy serves",
  );
  const signal = await stopAsked;
  logger.info({ signal }, "stopping: finishing what is in flight");
  if (await running.stop()) logger.info({}, "stopped");
  else logger.warn({}, "stopped; what took longer is cut off, and taken up at the next start");
  process.exit(0);
}

function gatewaysOf({ ottpay, ottu }: AccountConfig): readonly string[] {
  return [...(ottpay === null ? [] : ["ottpay"]), ...(ottu === null ? [] : ["ottu"])];
}

/**
 * From the start on, because a supervisor may change its mind before we serve. A second signal ends
 * the process at once: whoever sends it will not wait, and the ledger has what a kill would leave.
 */
function listenForStop(): Promise<NodeJS.Signals> {
  let first: { signal: NodeJS.Signals; at: number } | undefined;
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        const at = performance.now();
        if (first === undefined) {
          first = { signal, at };
          resolve(signal);
          return;
        }
        const isSamePress = first.signal === "SIGINT" && signal === "SIGINT";
        if (isSamePress && at - first.at < samePressMs) return;
        process.exit(128 + constants.signals[signal]);
      });
    }
  });
}

/** @throws ConfigError */
function describeLedger(config: Config): { name: string; isNew: boolean } {
  if (config.database.kind === "postgres") {
    const { hostname, pathname } = new URL(config.database.url);
    return { name: `postgres://${hostname}${pathname}`, isNew: false };
  }
  const file = resolve(config.database.file);
  const folder = dirname(file);
  try {
    accessSync(folder, modes.R_OK | modes.W_OK | modes.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : `cannot be written (${code})`;
    throw new ConfigError([`DATABASE_URL names ${file}, whose folder ${folder} ${why}`]);
  }
  return { name: file, isNew: !existsSync(file) };
}
