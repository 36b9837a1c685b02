/**
 * Clients that keep their connection alive and ask again as soon as they were answered: those whom
 * a server that stops can cut off in the middle.
 */
import { Agent, request as send } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

export class SteadyClients {
  readonly #url: string;
  #goingOn = true;
  #answered = 0;
  /** Asked before `mark` and never answered. */
  #lost = 0;
  #marked = false;
  readonly #done: Promise<unknown>;

  constructor(url: string, count: number) {
    this.#url = url;
    this.#done = Promise.all(Array.from({ length: count }, () => this.#askOn()));
  }

  get answered(): number {
    return this.#answered;
  }

  get lost(): number {
    return this.#lost;
  }

  /** From now on a broken call is the end of the server, not a loss. */
  mark(): void {
    this.#marked = true;
  }

  async stop(): Promise<void> {
    this.#goingOn = false;
    await this.#done;
  }

  async #askOn(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (this.#goingOn) {
      const wasMarked = this.#marked;
      const isAnswered = await this.#ask(agent);
      if (isAnswered) this.#answered += 1;
      else if (!wasMarked) this.#lost += 1;
      else return agent.destroy();
      await wait(5);
    }
    agent.destroy();
  }

  #ask(agent: Agent): Promise<boolean> {
    return new Promise((resolve) => {
      const asking = send(this.#url, { agent }, (answer) => {
        answer.on("end", () => resolve(answer.complete));
        answer.on("error", () => resolve(false));
        answer.resume();
      });
      asking.on("error", () => resolve(false));
      asking.end();
    });
  }
}
