/** Listens, and stops gracefully: what is in flight is finished, which takes 12 s at most. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Server as TcpServer, type AddressInfo } from "node:net";
import { composeProxy, type Proxy } from "./compose/proxy.ts";
import type { World } from "./compose/world.ts";
import type { Config } from "./config.ts";

export interface RunningProxy {
  readonly proxy: Proxy;
  readonly port: number;
  /**
   * Says first, for `SHUTDOWN_DELAY_SECONDS`, that nothing more is to be sent here, and serves on.
   * Resolves to true when everything in flight is done and the ledger is closed, or to false after
   * 12 s more, when the process had better end all the same: what was cut off is taken up by the next.
   */
  stop(): Promise<boolean>;
}

/** No call of a gateway and no start takes longer than 10 s; the rest is for what follows them. */
const graceMs = 10_500;
/** Of the 12 s that a stop may take, less what ending the process takes. */
const stopMs = 11_800;
/** How long kept connections are still answered, each a last time, when no new one is taken any more. */
const farewellMs = 1_000;
/** A server that never rests stops all the same. */
const takingMs = 200;
const quietTurns = 3;
/** How often connections are looked over: Node's own half minute would stretch every limit by as much. */
const lookOverMs = 1_000;

export async function serve(
  config: Config,
  world: World,
  scriptFolder: string,
): Promise<RunningProxy> {
  const proxy = await composeProxy(config, world, scriptFolder);
  let stopping = false;
  const server = createServer({ connectionsCheckingInterval: lookOverMs }, (request, response) => {
    // Said before the connection goes, so that no client sends its next request into the void.
    if (stopping) response.setHeader("Connection", "close");
    proxy.listener(request, response);
  });
  // Slow clients: headers within 10 s of their first byte, the whole request within 15 s.
  server.headersTimeout = 10_000;
  server.requestTimeout = 15_000;
  // Between two requests a connection may rest for longer than a load balancer lets it: the one who
  // sends the requests has to be the first to close it, or a request of his meets the end.
  server.keepAliveTimeout = config.keepAliveSeconds * 1_000;
  server.timeout = 30_000;
  server.maxConnections = 2_000;
  await listen(server, config.host, config.port);
  proxy.startWorkers();
  return {
    proxy,
    port: (server.address() as AddressInfo).port,
    async stop() {
      proxy.leave();
      await world.clock.wait(config.shutdownDelaySeconds * 1_000);
      const over = new AbortController();
      const finished = finish(server, proxy, world, () => (stopping = true)).then(() => true);
      const tooLong = world.clock.wait(stopMs, over.signal).then(() => false);
      return Promise.race([finished, tooLong]).finally(() => over.abort());
    },
  };
}

/**
 * Waits until what had arrived is taken: connections, of which Node takes one each turn, or requests.
 * What waits when it is closed is reset.
 */
async function takeWaiting(server: Server, what: "connection" | "request"): Promise<void> {
  let turnsWithout = 0;
  const count = () => (turnsWithout = 0);
  server.on(what, count);
  const until = performance.now() + takingMs;
  while (turnsWithout++ < quietTurns && performance.now() < until) await turn();
  server.off(what, count);
}

/** When everything that is ready has been looked at once. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

async function finish(
  server: Server,
  proxy: Proxy,
  world: World,
  bidFarewell: () => void,
): Promise<void> {
  const gone = once(server, "close");
  proxy.drain();
  await takeWaiting(server, "connection");
  // Not the closing of an HTTP server, which cuts off every connection that rests: who balances the load
  // may be sending on it, and sends nothing twice.
  TcpServer.prototype.close.call(server);
  bidFarewell();
  await Promise.race([gone, world.clock.wait(farewellMs)]);
  await takeWaiting(server, "request");
  // Kept alive after its last answer, an idle connection would hold the process up for seconds.
  server.keepAliveTimeout = 1;
  server.close();
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await gone;
  clearTimeout(force);
  await proxy.stop();
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
