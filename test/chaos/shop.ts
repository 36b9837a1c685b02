/** The shop's end: takes webhooks whose signature is right, and lets a scenario wait for them. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ShopEvent } from "../../contract/contract.ts";
import { verifyEvent } from "../../server/client/index.ts";

export const webhookSecret = "chaos-webhook-secret-0123456789";

export class Shop {
  readonly url: string;
  readonly #server: Server;
  readonly #events = new Map<string, ShopEvent>();
  readonly #waiting = new Set<() => void>();
  #deliveries = 0;
  #refused = 0;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
    server.on("request", (request, response) => {
      request.toArray().then(
        async (parts: Buffer[]) => {
          const taken = await this.#take(Buffer.concat(parts), request.headers);
          response.writeHead(taken ? 204 : 400).end();
        },
        () => response.destroy(),
      );
    });
  }

  static async start(): Promise<Shop> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Shop(server);
  }

  /** By id: what came twice is here once. */
  get events(): ReadonlyMap<string, ShopEvent> {
    return this.#events;
  }

  get deliveries(): number {
    return this.#deliveries;
  }

  /** Deliveries whose signature was wrong. */
  get refused(): number {
    return this.#refused;
  }

  /** Resolves to true as soon as `holds` does, to false when it has not within `ms`. */
  until(holds: () => boolean, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (held: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(held);
      };
      const look = () => {
        if (holds()) end(true);
      };
      const timer = setTimeout(() => end(false), ms);
      this.#waiting.add(look);
      look();
    });
  }

  /** The session's event of this kind, or undefined when none came within `ms`. */
  async hears(
    type: ShopEvent["type"],
    sessionId: string,
    ms: number,
  ): Promise<ShopEvent | undefined> {
    let heard: ShopEvent | undefined;
    await this.until(() => {
      heard = [...this.#events.values()].find(
        (event) => event.type === type && event.data.session.id === sessionId,
      );
      return heard !== undefined;
    }, ms);
    return heard;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(
    body: Buffer,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): Promise<boolean> {
    this.#deliveries += 1;
    try {
      const event = await verifyEvent(body, headers, webhookSecret);
      if (event.type !== "test.ping") this.#events.set(event.id, event);
    } catch {
      this.#refused += 1;
      return false;
    }
    for (const look of this.#waiting) look();
    return true;
  }
}
