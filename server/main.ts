/** Reads the environment, composes, listens, stops gracefully: the only file with effects on import. */
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { resolve } from "node:path";
import { ZodError } from "zod";
import { UsageError } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { ConfigError, loadConfig, type Config } from "./config.ts";
import { CheckoutError } from "./platform/errors.ts";
import { keepHeapSmall } from "./platform/heap-limits.ts";
import { packedScripts } from "./compose/packed-scripts.ts";
import { createWorld } from "./compose/world.ts";
import { serve } from "./serve.ts";

const usage = `[serve | ${[...commands.keys()].join(" | ")}]`;

/** Ctrl-C reaches us twice below npm: from the terminal, and passed on. */
const samePressMs = 100;

process.exitCode = await main(process.argv.slice(2));

async function main([name = "serve", ...args]: readonly string[]): Promise<number | undefined> {
  const command = commands.get(name);
  if (name === "--help") return say(`usage: otter-checkout-proxy ${usage}`, 0);
  if (command === undefined && (name !== "serve" || args.length > 0)) return explain(usage);
  try {
    const config = loadConfig(process.env);
    if (command === undefined) return await run(config);
    const world = createWorld({ ...config, logLevel: "warn" });
    return await command({ config, world, args, print: (line) => say(line, 0) });
  } catch (error) {
    if (error instanceof ConfigError) {
      return complain(
        error.problems.map((problem) => `refuses to start: ${problem}`),
        78,
      );
    }
    if (error instanceof UsageError) return explain(error.message);
    if (error instanceof CheckoutError) return complain(error.message, 1);
    if (error instanceof ZodError)
      return complain(
        error.issues.map((issue) => issue.message),
        1,
      );
    throw error;
  }
}

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}

function complain(lines: string | readonly string[], code: number): number {
  for (const line of [lines].flat()) process.stderr.write(`otter-checkout-proxy ${line}\n`);
  return code;
}

function explain(words: string): number {
  process.stderr.write(`usage: otter-checkout-proxy ${words}\n`);
  return 2;
}

async function run(config: Config): Promise<never> {
  const world = createWorld(config);
  const { logger } = world;
  const database = describeDatabase(config);
  for (const line of [...config.warnings, ...config.notes]) logger.warn({}, line);
  if (database.isNew)
    logger.warn({ file: database.name }, "the ledger's file was not there and is made now");
  const stopAsked = listenForStop();
  const running = await serve(config, world, packedScripts());
  keepHeapSmall();
  logger.info(
    {
      address: `${config.host}:${running.port}`,
      publicUrl: config.publicUrl,
      ledger: database.name,
      accounts: config.accounts.map(({ id }) => id).join(" "),
    },
    "otter-checkout-proxy serves",
  );
  const signal = await stopAsked;
  logger.info({ signal }, "stopping: finishing what is in flight");
  if (await running.stop()) logger.info({}, "stopped");
  else logger.warn({}, "stopped; what took longer is cut off, and taken up at the next start");
  process.exit(0);
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

function describeDatabase(config: Config): { name: string; isNew: boolean } {
  if (config.database.kind === "postgres") {
    const { hostname, pathname } = new URL(config.database.url);
    return { name: `postgres://${hostname}${pathname}`, isNew: false };
  }
  const file = resolve(config.database.file);
  return { name: file, isNew: !existsSync(file) };
}
