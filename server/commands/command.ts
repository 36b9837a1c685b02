/** What a command of the operator gets, and how it ends. */
import type { Config } from "../config.ts";
import type { World } from "../compose/world.ts";

export interface CommandContext {
  readonly config: Config;
  readonly world: World;
  readonly args: readonly string[];
  /** Writes one line to standard output. */
  readonly print: (line: string) => void;
}

/** Resolves to the exit code. */
export type Command = (context: CommandContext) => Promise<number>;

/** The words of a command were off: exit code 2, with one line that says how to call it. */
export class UsageError extends Error {}
