/** Requests at a steady pace, whatever becomes of those before: what shoppers are to a balancer. */
import { Agent, request as send } from "node:http";

export interface Tally {
  readonly sent: number;
  /** Answers by status, and `none` where there was none. */
  readonly answers: Readonly<Record<string, number>>;
}

export interface Wanted {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export class SteadyLoad {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #answers: Record<string, number> = {};
  readonly #open = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #sent = 0;

  /** @param next what the n-th request is */
  constructor(url: string, perSecond: number, next: (n: number) => Wanted) {
    this.#url = url;
    const startedAt = performance.now();
    this.#timer = setInterval(() => {
      // A timer that is late makes up for what it missed.
      const due = ((performance.now() - startedAt) / 1000) * perSecond;
      while (this.#sent < due) this.#begin(next(this.#sent));
    }, 5).unref();
  }

  /** Resolves when what was sent is answered. */
  async stop(): Promise<Tally> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    this.#agent.destroy();
    return { sent: this.#sent, answers: this.#answers };
  }

  #begin(wanted: Wanted): void {
    this.#sent += 1;
    const open = this.#ask(wanted).then((answer) => {
      this.#answers[answer] = (this.#answers[answer] ?? 0) + 1;
      this.#open.delete(open);
    });
    this.#open.add(open);
  }

  #ask({ method, path, headers = {}, body }: Wanted): Promise<string> {
    return new Promise((resolve) => {
      const asking = send(this.#url + path, { method, headers, agent: this.#agent }, (answer) => {
        answer.on("end", () => resolve(String(answer.statusCode)));
        answer.on("error", () => resolve("none"));
        answer.resume();
      });
      asking.on("error", () => resolve("none"));
      asking.end(body);
    });
  }
}
