/** Ports for servers that must know theirs before they listen, or have the same one again. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that systems hand out by themselves: else a connection may sit on one at any time. */
const ports = { first: 20_000, end: 32_000 };
const given = new Set<number>();

/** A port of the loopback that nobody listens on, and that this process is given once. */
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
