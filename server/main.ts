/** Reads the environment, composes, listens, stops gracefully: the only file with effects on import. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { systemClock } from "./clock.ts";
import { ConfigError, parseConfig, type Config } from "./config.ts";
import { createLogger } from "./logger.ts";
import { packedScripts } from "./packed-scripts.ts";
import { serve } from "./serve.ts";

const [command = "serve", ...rest] = process.argv.slice(2);

try {
  const config = parseConfig(process.env);
  if (command === "serve" && rest.length === 0) await run(config);
  else {
    process.stderr.write(`otter-checkout-proxy: unknown command "${command}"\n`);
    process.exitCode = 2;
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  for (const problem of error.problems)
    process.stderr.write(`otter-checkout-proxy refuses to start: ${problem}\n`);
  process.exitCode = 78;
}

async function run(config: Config): Promise<void> {
  const logger = createLogger({ level: config.logLevel, secrets: config.secrets });
  const world = {
    clock: systemClock,
    random: (count: number) => randomBytes(count),
    fetch: globalThis.fetch,
    logger,
  };
  const database = describeDatabase(config);
  for (const warning of config.warnings) logger.warn({}, warning);
  if (database.isNew)
    logger.warn({ file: database.name }, "the ledger's file was not there and is made now");
  const running = await serve(config, world, packedScripts());
  logger.info(
    {
      address: `${config.host}:${running.port}`,
      publicUrl: config.publicUrl,
      ledger: database.name,
    },
    "otter-checkout-proxy serves",
  );
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "stopping: finishing what is in flight");
    void running.stop().then(() => {
      logger.info({}, "stopped");
      process.exit(0);
    });
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
}

function describeDatabase(config: Config): { name: string; isNew: boolean } {
  if (config.database.kind === "postgres") {
    const { hostname, pathname } = new URL(config.database.url);
    return { name: `postgres://${hostname}${pathname}`, isNew: false };
  }
  const file = resolve(config.database.file);
  return { name: file, isNew: !existsSync(file) };
}
