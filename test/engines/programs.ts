/** Programs of this machine: whether they are there, what they say when they start, and their end. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** @throws Error that says how to install what is missing */
export function demand(programs: Readonly<Record<string, string>>): void {
  const missing = Object.entries(programs)
    .filter(([program]) => spawnSync("which", [program]).status !== 0)
    .map(([, name]) => name);
  if (missing.length > 0) {
    const all = [...new Set(missing)].join(" ");
    throw new Error(`not on this machine: ${all}. apt-get install -y ${all}`);
  }
}

/** Groups of processes that nobody else would end, were this one told to. */
const running = new Set<number>();
const endAll = () => running.forEach((pid) => process.kill(-pid, "SIGKILL"));
process.once("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

export interface Program {
  readonly child: ChildProcess;
  /** What it said, as `says` found it. */
  readonly said: string;
  stop(): Promise<void>;
}

/** Starts a program and waits for a line of it. @param says its first group is what is wanted */
export async function begin(
  [command = "", ...args]: readonly string[],
  says: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = spawn(command, args, {
    // A group of its own: a browser's children end with it.
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const { pid } = child;
  if (pid !== undefined) running.add(pid);
  child.once("exit", () => running.delete(pid ?? 0));
  const stop = async () => {
    if (pid !== undefined && running.has(pid)) {
      process.kill(-pid, "SIGKILL");
      await ended;
    }
    // What a browser has started itself may hold the other end.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const said = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${command} ended: ${text.slice(-2_000)}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        const [, found] = says.exec(text) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { child, said, stop };
}
