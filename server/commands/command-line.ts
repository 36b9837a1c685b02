/** What was typed: a command and its words, or what is to be said at once. */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { UsageError, type Described, type Typed } from "./command.ts";

/** Understood before and behind every command. */
const common = {
  "env-file": { type: "string" },
  help: { type: "boolean", short: "h" },
  json: { type: "boolean" },
  version: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export interface CommandLine extends Typed {
  /** Undefined: serve. */
  readonly name: string | undefined;
  readonly envFile: string | undefined;
  readonly isHelp: boolean;
  readonly isVersion: boolean;
  readonly isJson: boolean;
}

/**
 * @param optionsOf what a command of this name takes; undefined where there is no such command
 * @throws UsageError
 */
export function readCommandLine(
  argv: readonly string[],
  optionsOf: (name: string) => ParseArgsOptionsConfig | undefined,
): CommandLine {
  const name = nameIn(argv);
  const own = name === undefined ? {} : optionsOf(name);
  if (own === undefined) throw new UsageError(`there is no command ${name ?? ""}; see --help`);
  const { values, positionals } = parse(argv, { ...common, ...own });
  const {
    "env-file": envFile,
    help = false,
    json = false,
    version = false,
    ...rest
  } = values as Typed["values"];
  return {
    name,
    words: positionals.slice(name === undefined ? 0 : 1),
    values: rest,
    envFile: envFile as string | undefined,
    isHelp: help === true,
    isVersion: version === true,
    isJson: json === true,
  };
}

/** The first word that is no option and no option's value. */
function nameIn(argv: readonly string[]): string | undefined {
  const { tokens } = parseArgs({
    args: [...argv],
    options: common,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.find((token) => token.kind === "positional")?.value;
}

function parse(argv: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const [sentence = ""] = (error as Error).message.split(". ");
    throw new UsageError(`${sentence}; see --help`);
  }
}

/** @param all by name */
export function describeAll(all: ReadonlyMap<string, Described>): readonly string[] {
  const width = Math.max(...[...all.keys()].map(({ length }) => length));
  return [
    "usage: otter-checkout-proxy [COMMAND] [OPTIONS]",
    "",
    ...[...all].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "  --env-file FILE  reads variables from FILE instead of ./.env; the environment wins",
    "  --json           answers as one JSON text",
    "  --help           says this, or what a command takes",
    "  --version        the version",
  ];
}

export function describeOne({ usage, summary, help = [] }: Described): readonly string[] {
  const options = help.map((line) => `  ${line}`);
  return [
    `usage: otter-checkout-proxy ${usage}`,
    "",
    summary,
    ...(options.length > 0 ? [""] : []),
    ...options,
  ];
}
