/**
 * The proxy in a process of its own, as an operator starts it, on a port that stays the same over
 * restarts, to be killed without warning or asked to stop. What it writes is looked through for
 * defects, nothing that is done to it may make it fail in a way it did not foresee; or it goes to a
 * file, unread, where the time that reading takes would be measured too.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const sources = path("server/main.ts");
/** What the package starts: `npm run build` first. */
export const builtProxy = path("server/bin/otter-checkout-proxy.js");

/** Compiling again at every restart would take most of the time between two kills. */
const compileCache = process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "otter-compile-cache");

/** None outlives this process. */
const children = new Set<ChildProcess>();
process.once("exit", () => children.forEach((child) => child.kill("SIGKILL")));

export interface ProxyProcessOptions {
  /** Default: the sources. */
  readonly program?: string;
  /** The file that its log goes to, unread. */
  readonly logFile?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly ms: number;
}

export class ProxyProcess {
  readonly url: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #options: ProxyProcessOptions;
  readonly #defects: string[] = [];
  #child: ChildProcess | undefined;
  /** Ends that were asked for are no defect. */
  #endIsWanted = false;

  /** Where it is, and not yet running. */
  constructor(
    port: number,
    env: Readonly<Record<string, string>>,
    options: ProxyProcessOptions = {},
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.#options = options;
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
  async start(): Promise<boolean> {
    this.#endIsWanted = false;
    const { program = sources, logFile } = this.#options;
    const log = logFile === undefined ? "pipe" : openSync(logFile, "a");
    const child = spawn(process.execPath, [program], {
      env: this.#env,
      stdio: ["ignore", log, "pipe"],
    });
    if (typeof log === "number") closeSync(log);
    this.#child = child;
    children.add(child);
    createInterface({ input: child.stderr! }).on("line", (line) => this.#defects.push(line));
    const ended = new Promise<false>((resolve) => {
      child.once("exit", (code, signal) => {
        children.delete(child);
        if (!this.#endIsWanted) this.#defects.push(`the proxy ended by itself: ${code ?? signal}`);
        resolve(false);
      });
    });
    return Promise.race([ended, child.stdout === null ? this.#answers(child) : this.#says(child)]);
  }

  /** Reads its log from here on. */
  #says({ stdout }: ChildProcess): Promise<true> {
    return new Promise((resolve) => {
      createInterface({ input: stdout! }).on("line", (line) => {
        if (line.includes("otter-checkout-proxy serves")) resolve(true);
        else this.#lookAt(line);
      });
    });
  }

  /** Nobody reads its log, so it is asked until it answers. */
  async #answers(child: ChildProcess): Promise<boolean> {
    while (child.exitCode === null) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok === true) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
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
