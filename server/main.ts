/** Reads what was typed and the environment, and serves or runs a command: the only file with effects on import. */
import { promises as readline } from "node:readline";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { ZodError } from "zod";
import {
  describeAll,
  describeOne,
  readCommandLine,
  type CommandLine,
} from "./commands/command-line.ts";
import { UsageError, type Described, type Outcome } from "./commands/command.ts";
import { commands } from "./commands/index.ts";
import { init, runInit } from "./commands/init.ts";
import { MissingLedger } from "./commands/open-for.ts";
import { ConfigError, loadConfig, readEnvironment } from "./config.ts";
import { createWorld } from "./compose/world.ts";
import { CheckoutError } from "./platform/errors.ts";
import { serveUntilStopped } from "./commands/serve-until-stopped.ts";

/** By the package's own name, because the sources and what is built of them lie at different depths. */
const { version } = createRequire(import.meta.url)("otter-checkout-proxy/package.json") as {
  version: string;
};
const described: ReadonlyMap<string, Described> = new Map([["init", init], ...commands]);

// Whoever reads may go away, as `| head` does: nothing is left to be said then.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE") process.exit(0);
});

// Who no longer hears of progress does not end what is on its way.
process.stderr.on("error", () => undefined);

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const typed = readCommandLine(argv, (name) =>
      name === "serve" ? {} : described.get(name) && (described.get(name)?.options ?? {}),
    );
    if (typed.isVersion) return answer({ lines: [version], data: { version } }, typed);
    if (typed.isHelp) return answer(helpOn(typed), typed);
    if (typed.name === "init") return answer(await runInit(initContext(typed)), typed);
    return await runConfigured(typed);
  } catch (error) {
    return complain(error);
  }
}

function helpOn({ name }: CommandLine): Outcome {
  const one = described.get(name ?? "");
  const lines = one === undefined ? describeAll(described) : describeOne(one);
  return { lines, data: lines };
}

async function runConfigured(typed: CommandLine): Promise<number> {
  const { env, source, problem } = readEnvironment(process.env, typed.envFile);
  if (problem !== undefined) throw new ConfigError([problem]);
  const config = loadConfig(env);
  const command = commands.get(typed.name ?? "");
  if (command === undefined) {
    if (typed.words.length > 0) throw new UsageError("[serve] takes no words; see --help");
    return serveUntilStopped(config, { source, version });
  }
  const world = createWorld({ ...config, logLevel: "warn" });
  const progress = (words: string) => void process.stderr.write(`${words} …\n`);
  return answer(await command.run({ ...typed, config, world, progress }), typed);
}

function initContext({ words, values, envFile }: CommandLine) {
  return {
    words,
    values,
    ask: process.stdin.isTTY ? ask : undefined,
    random: randomBytes,
    file: envFile ?? ".env",
  };
}

async function ask(question: string): Promise<string> {
  const lines = readline.createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

function answer(
  { lines, data, code = 0 }: Outcome,
  { isJson }: Pick<CommandLine, "isJson">,
): number {
  process.stdout.write(
    isJson ? `${JSON.stringify(data)}\n` : lines.map((line) => `${line}\n`).join(""),
  );
  return code;
}

/** @returns the exit code */
function complain(error: unknown): number {
  if (error instanceof ConfigError) {
    return say(
      error.problems.map((problem) => `refuses to start: ${problem}`),
      78,
    );
  }
  if (error instanceof UsageError) {
    process.stderr.write(`usage: otter-checkout-proxy ${error.message}\n`);
    return 2;
  }
  if (error instanceof CheckoutError || error instanceof MissingLedger)
    return say([error.message], 1);
  if (error instanceof ZodError)
    return say(
      error.issues.map(({ message }) => message),
      1,
    );
  throw error;
}

function say(lines: readonly string[], code: number): number {
  for (const line of lines) process.stderr.write(`otter-checkout-proxy ${line}\n`);
  return code;
}
