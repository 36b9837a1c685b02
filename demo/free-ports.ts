/**
 * Ports nobody listens on. The shop, the proxy and the gateways are told each other's addresses
 * before any of them listens, so all ports are looked for at once and held until all are found.
 */
import { createServer, type AddressInfo, type Server } from "node:net";

const mostTries = 100;

/** @param first the lowest port that is taken if it is free; 0 takes any */
export async function freePorts(host: string, first: number, count: number): Promise<number[]> {
  const held: Server[] = [];
  try {
    for (let port = first; held.length < count; port += first === 0 ? 0 : 1) {
      const probe = await hold(host, port);
      if (probe !== undefined) held.push(probe);
      else if (port >= first + mostTries) throw new Error(`no ${count} free ports from ${first}`);
    }
    return held.map((probe) => (probe.address() as AddressInfo).port);
  } finally {
    await Promise.all(held.map((probe) => new Promise((done) => probe.close(done))));
  }
}

function hold(host: string, port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    probe.listen({ host, port }, () => resolve(probe));
  });
}
