/** What runs came upon: a law that nobody comes near shows nothing. */
import type { Command } from "./commands.ts";
import { changedItsMind } from "./model-order.ts";
import type { World } from "./world.ts";

/** As it passes from one process to another. */
export interface Count {
  readonly runs: number;
  readonly commands: number;
  readonly decisions: number;
  /** How often each command was done, each event told and each status reached. */
  readonly seen: Readonly<Record<string, number>>;
}

export class Tally {
  #runs = 0;
  #commands = 0;
  #decisions = 0;
  readonly #seen = new Map<string, number>();

  addRun({ books, gateways, knownTime, presses }: World, commands: readonly Command[]): void {
    this.#runs += 1;
    this.#commands += commands.length;
    this.#decisions += books.decisions;
    for (const command of commands) this.#see(command.do);
    const orders = gateways.flatMap((gateway) => gateway.orders);
    this.#see("a gateway's change of mind", orders.filter(changedItsMind).length);
    this.#see("a jump of a clock", knownTime.jumps);
    this.#see("a press at the other gateway", presses.alternating);
    for (const event of books.events) this.#see(event.type);
    for (const purchase of books.orders.values()) {
      for (const payment of purchase.payments) this.#see(`payment ${payment.status}`);
      for (const session of purchase.sessions) this.#see(`session ${session.status}`);
    }
  }

  add({ runs, commands, decisions, seen }: Count): void {
    this.#runs += runs;
    this.#commands += commands;
    this.#decisions += decisions;
    for (const [what, times] of Object.entries(seen)) this.#see(what, times);
  }

  count(): Count {
    const seen = [...this.#seen].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      runs: this.#runs,
      commands: this.#commands,
      decisions: this.#decisions,
      seen: Object.fromEntries(seen),
    };
  }

  #see(what: string, times = 1): void {
    if (times === 0) return;
    this.#seen.set(what, (this.#seen.get(what) ?? 0) + times);
  }
}
