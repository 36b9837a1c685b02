/** Clients that take a server's connections and give nothing for them. */
import { connect, type Socket } from "node:net";

export interface Manner {
  readonly name: string;
  readonly opening: string;
  /** How often a byte more is sent, in ms. */
  readonly trickleMs: number;
  readonly reads: boolean;
}

const head = "HTTP/1.1\r\nHost: shop.example\r\n";

/** Just enough bytes for the connection not to look dead. */
export const slowSenders: readonly Manner[] = [
  {
    name: "headers that never end",
    opening: `GET /v1/methods?currency=CAD ${head}X-Slow: `,
    trickleMs: 1_000,
    reads: true,
  },
  {
    name: "a body that never comes",
    opening: `POST /v1/notifications/ottpay/x ${head}Content-Length: 60000\r\n\r\n`,
    trickleMs: 1_000,
    reads: true,
  },
];

/** Who does not read does not see the end either, but is told when it sends a byte after it. */
export const slowReaders: readonly Manner[] = [
  {
    name: "answers that are never read",
    opening: `GET /openapi.json ${head}\r\n`.repeat(2_000),
    trickleMs: 34_000,
    reads: false,
  },
];

export class SlowClients {
  readonly #sockets: Socket[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #allClosed: Promise<unknown>;
  #closed = 0;

  /** `count` of each manner. */
  constructor(url: string, manners: readonly Manner[], count: number) {
    const each = manners.flatMap((manner) => Array.from({ length: count }, () => manner));
    this.#allClosed = Promise.all(each.map((manner) => this.#open(new URL(url), manner)));
  }

  get count(): number {
    return this.#sockets.length;
  }

  get closed(): number {
    return this.#closed;
  }

  /** Resolves to true when the server has closed them all, to false when it has not within `ms`. */
  async areClosedWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
    const closed = await Promise.race([this.#allClosed.then(() => true), over]);
    clearTimeout(timer);
    return closed;
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#sockets) socket.destroy();
  }

  #open({ port, hostname }: URL, manner: Manner): Promise<void> {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    if (manner.reads) socket.resume();
    socket.write(manner.opening);
    const trickle = () => void (socket.writable && socket.write("x"));
    this.#timers.push(setInterval(trickle, manner.trickleMs));
    this.#sockets.push(socket);
    return new Promise((resolve) => {
      socket.once("close", () => {
        this.#closed += 1;
        resolve();
      });
    });
  }
}
