/** A program that runs until the test is over, and whose every line is heard. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { machineEnv } from "../support/machine-env.ts";

export interface HeardProcess {
  readonly lines: readonly string[];
  /** Resolves with the first line that fits, past or future; rejects when the program ends before. */
  line(fits: RegExp): Promise<string>;
}

export interface HeardOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export function startHeard(
  t: TestContext,
  [program = "", ...args]: readonly string[],
  { cwd, env }: HeardOptions,
): HeardProcess {
  const child = spawn(program, args, {
    cwd,
    env: { ...machineEnv, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  const look = () => waiting.forEach((one) => one());
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      look();
    });
  }
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      isOver = true;
      look();
      resolve();
    };
    child.once("close", end).once("error", end);
  });
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    lines,
    line: (fits) =>
      new Promise((resolve, reject) => {
        const one = () => {
          const found = lines.find((line) => fits.test(line));
          if (found !== undefined) resolve(found);
          else if (isOver) reject(new Error(`${program} ended:\n${lines.join("\n")}`));
          else return;
          waiting.delete(one);
        };
        waiting.add(one);
        one();
      }),
  };
}
