/** What a command of the operator is, gets and answers. */
import type { ParseArgsOptionsConfig } from "node:util";
import type { Config } from "../config.ts";
import type { World } from "../compose/world.ts";

/** What was typed behind the command's name, read by its `options`. */
export interface Typed {
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

export interface CommandContext extends Typed {
  readonly config: Config;
  readonly world: World;
  /** Tells who waits how far it is, beside the answer. */
  readonly progress: (words: string) => void;
}

/** What a command found: for people by line, for programs (`--json`) as a whole. */
export interface Outcome {
  readonly lines: readonly string[];
  readonly data: unknown;
  /** Exit code, where it is not 0. */
  readonly code?: number;
}

/** How a command is called. */
export interface Described {
  /** Behind the program's name. */
  readonly usage: string;
  readonly summary: string;
  /** What each option is, a line each. */
  readonly help?: readonly string[];
  readonly options?: ParseArgsOptionsConfig;
}

export interface Command extends Described {
  run(context: CommandContext): Promise<Outcome>;
}

/** The words of a command were off: exit code 2, with one line that says how to call it. */
export class UsageError extends Error {}

/** `1 event`, `2 events`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
