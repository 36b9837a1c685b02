/** What stands in front of the instances: started with a snippet of `deploy/`, on loopback. */
import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";

export interface WebServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface WebServerOptions {
  /** For its files. */
  readonly folder: string;
  readonly port: number;
  /** Of the two instances. */
  readonly upstreams: readonly [number, number];
  /** What is done to its snippet before it is used. */
  readonly change: (snippet: string) => string;
}

export function readSnippet(name: string): Promise<string> {
  return readFile(new URL(`../../deploy/${name}`, import.meta.url), "utf8");
}

/** Resolves when it answers anything. */
export async function untilAnswers(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    if ((await fetch(`${url}/healthz`).catch(() => undefined)) !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the web server did not start");
}
