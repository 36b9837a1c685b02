/** A shell into which blocks of commands are typed one after the other; the first that fails ends it. */
import { spawn } from "node:child_process";
import type { TestContext } from "node:test";
import { machineEnv } from "../support/machine-env.ts";
import type { HeardOptions } from "./heard-process.ts";

export interface TypedShell {
  /** @returns what it printed @throws Error with what it said, where a command failed */
  type(commands: string): Promise<string>;
}

const done = "-- the block is done --";

export function openShell(t: TestContext, { cwd, env }: HeardOptions): TypedShell {
  const child = spawn("sh", ["-eu"], { cwd, env: { ...machineEnv, ...env } });
  let [output, errors] = ["", ""];
  let isOver = false;
  let look = () => undefined as void;
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
    look();
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => (errors += part));
  // Who types into a shell that has ended learns it from its end.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      isOver = true;
      look();
      resolve();
    });
  });
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    type(commands) {
      output = "";
      child.stdin.write(`${commands}\necho; echo '${done}'\n`);
      return new Promise((resolve, reject) => {
        look = () => {
          const end = output.indexOf(`\n${done}\n`);
          if (end >= 0) resolve(output.slice(0, end));
          else if (isOver) reject(new Error(`the shell ended: ${errors || output}`));
        };
        look();
      });
    },
  };
}
