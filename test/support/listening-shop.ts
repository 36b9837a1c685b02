/** A shop's server that takes what it is told, as long as it is rightly signed, and keeps it. */
import { createServer } from "node:http";
import type { ShopEvent, TestEvent } from "../../contract/contract.ts";
import { verifyEvent } from "../../server/client/index.ts";
import { listen } from "./listen.ts";

export const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

export interface ListeningShop {
  readonly url: string;
  /** Every event it took. */
  readonly events: readonly ShopEvent[];
  /** Every test that arrived. */
  readonly pings: readonly TestEvent[];
  /** Resolves with the first event that fits, past or future. */
  event(fits: (event: ShopEvent) => boolean): Promise<ShopEvent>;
  stop(): Promise<void>;
}

export async function startShop(): Promise<ListeningShop> {
  const events: ShopEvent[] = [];
  const pings: TestEvent[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      verifyEvent(body, request.headers, webhookSecret).then(
        (event) => {
          if (event.type === "test.ping") pings.push(event);
          else events.push(event);
          response.writeHead(204).end();
          for (const look of waiting) look();
        },
        () => response.writeHead(400).end(),
      );
    });
  });
  return {
    url: await listen(server),
    events,
    pings,
    event: (fits: (event: ShopEvent) => boolean) =>
      new Promise<ShopEvent>((resolve) => {
        const look = () => {
          const found = events.find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
