/** A shop that takes what it is told only when the test says so. */
import { createServer, type ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import { listen } from "./running-proxy.ts";

export class SlowShop {
  #count = 0;
  readonly #held: ServerResponse[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #server = createServer((request, response) => {
    request.resume().on("end", () => {
      this.#count += 1;
      this.#held.push(response);
      this.#waiting.splice(0).forEach((look) => look());
    });
  });

  /** Closed with the test. */
  static async open(test: TestContext): Promise<{ shop: SlowShop; url: string }> {
    const shop = new SlowShop();
    const url = await listen(shop.#server);
    test.after(() => {
      shop.#server.closeAllConnections();
      shop.#server.close();
    });
    return { shop, url };
  }

  /** How often it was told something. */
  get count(): number {
    return this.#count;
  }

  /** Resolves with the answer to the first request that was not looked at yet. */
  async told(): Promise<ServerResponse> {
    for (;;) {
      const response = this.#held.shift();
      if (response !== undefined) return response;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}
