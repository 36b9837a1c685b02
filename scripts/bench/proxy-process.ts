/** A proxy in a process of its own, as an operator starts it, with a log file and a database in `folder`. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const apiKey = "key-for-the-benchmark-only-0001";

export const root = new URL("../../", import.meta.url);
export const path = (relative: string) => fileURLToPath(new URL(relative, root));

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @param gateways the OTTPAY_… and OTTU_… variables */
export function startProxy(
  port: number,
  folder: string,
  gateways: Readonly<Record<string, string>>,
): ChildProcess {
  const log = openSync(join(folder, `proxy-${port}.log`), "w");
  return spawn(process.execPath, [path("server/bin/otter-checkout-proxy.js")], {
    stdio: ["ignore", log, "inherit"],
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: `file:${join(folder, `bench-${port}.db`)}`,
      RATE_LIMIT_PER_MINUTE: "1000000",
      MERCHANT_API_KEYS: apiKey,
      MERCHANT_ORIGINS: "http://127.0.0.1",
      ...gateways,
    },
  });
}

/** The first good answer of a server that is still starting. */
export async function firstAnswer(url: string, server: ChildProcess): Promise<string> {
  for (;;) {
    if (server.exitCode !== null) throw new Error("the proxy did not start");
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.kill()) await once(server, "exit");
}
