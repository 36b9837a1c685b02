/**
 * Stands before the instances as a load balancer does: each request goes to the next one, an
 * instance that does not listen is passed over, and what breaks in the middle breaks for the
 * caller, because nobody knows whether it was done.
 */
import { createServer, request as send } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export class Balancer {
  readonly url: string;
  readonly #server: Server;
  #targets: readonly string[] = [];
  #turn = 0;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", (request, response) => void this.#forward(request, response));
  }

  static async start(): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Balancer(server);
  }

  setTargets(urls: readonly string[]): void {
    this.#targets = urls;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray().catch(() => [])) as Buffer;
    this.#turn += 1;
    for (let tried = 0; tried < this.#targets.length; tried += 1) {
      const target = this.#targets[(this.#turn + tried) % this.#targets.length] ?? "";
      const answer = await exchange(target, request, body);
      if (answer === "refused") continue;
      if (answer === "broken") break;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => response.destroy());
      answer.on("aborted", () => response.destroy());
      answer.pipe(response);
      return;
    }
    response.destroy();
  }
}

function exchange(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage | "refused" | "broken"> {
  return new Promise((resolve) => {
    const upstream = send(target + (url ?? "/"), { method, headers, agent: false }, resolve);
    upstream.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" ? "refused" : "broken"),
    );
    upstream.end(body);
  });
}
