/**
 * The real thing: `node server/main.ts` in a process of its own, on a port that stays the same over
 * restarts, to be killed without warning or asked to stop. What it writes is looked through for
 * defects: nothing that a scenario does to it may make it fail in a way it did not foresee.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

/** Compiling again at every restart would take most of the time between two kills. */
const compileCache = join(tmpdir(), "otter-chaos-compile-cache");

/** None outlives this process. */
const children = new Set<ChildProcess>();
process.once("exit", () => children.forEach((child) => child.kill("SIGKILL")));

export interface Ended {
  readonly code: number | null;
  readonly ms: number;
}

export class ProxyProcess {
  readonly url: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #defects: string[] = [];
  #child: ChildProcess | undefined;
  /** Ends that were asked for are no defect. */
  #endIsWanted = false;

  /** Where it is, and not yet running. */
  constructor(port: number, env: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = {
      PATH: process.env["PATH"] ?? "",
      NODE_COMPILE_CACHE: compileCache,
      PUBLIC_URL: this.url,
      ...env,
      PORT: String(port),
    };
  }

  /** Lines that tell of a defect, and ends that nobody asked for. */
  get defects(): readonly string[] {
    return this.#defects;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when it serves: true, or when it ended before that: false. */
  start(): Promise<boolean> {
    this.#endIsWanted = false;
    const child = spawn(process.execPath, [main], {
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    children.add(child);
    createInterface({ input: child.stderr }).on("line", (line) => this.#defects.push(line));
    return new Promise((resolve) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (line.includes("otter-checkout-proxy serves")) resolve(true);
        else this.#lookAt(line);
      });
      child.once("exit", (code, signal) => {
        children.delete(child);
        if (!this.#endIsWanted) this.#defects.push(`the proxy ended by itself: ${code ?? signal}`);
        resolve(false);
      });
    });
  }

  /** kill -9: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Resolves when it has ended, with what it ended with. */
  async terminate(): Promise<Ended> {
    const startedAt = performance.now();
    const code = await this.#end("SIGTERM");
    return { code, ms: performance.now() - startedAt };
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    this.#endIsWanted = true;
    const exit = once(child, "exit");
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  }

  /** A refusal of the database is foreseen; what nobody foresaw is answered `internal_error`. */
  #lookAt(line: string): void {
    if (!line.includes('"level":50')) return;
    const { code, worker, reason, at } = JSON.parse(line) as Record<string, string | undefined>;
    const isForeseen = reason?.startsWith("the ledger cannot be reached") === true;
    if (isForeseen || (worker === undefined && code !== "internal_error")) return;
    this.#defects.push(`${worker ?? "a request"} failed: ${reason ?? "?"} ${at ?? ""}`.trim());
  }
}

/** Below those that systems hand out by themselves: else a connection may sit on one while we restart. */
const ports = { first: 20_000, end: 32_000 };
const given = new Set<number>();

/** A port that nobody listens on, and that is given once. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(ports.first, ports.end);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
