/** An HTTP server whose address is known before it is told how to answer: links need it. */
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Listener {
  readonly origin: string;
  serve(app: RequestListener): void;
  /** Stops listening and cuts every connection, hanging answers too. */
  close(): Promise<void>;
}

export async function listen(host: string, port: number): Promise<Listener> {
  const server = createServer();
  await bind(server, host, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://${nameOf(host)}:${bound}`,
    serve: (app) => void server.on("request", app),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** How a browser on this machine reaches a server that listens on `host`. */
function nameOf(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
