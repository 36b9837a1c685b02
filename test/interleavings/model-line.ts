/**
 * The line between us and a gateway: what is asked may arrive late or never, and so may the answer;
 * what was done on the way stays done, whoever heard of it.
 */
import type { Clock } from "../../server/platform/clock.ts";
import { GatewayError } from "../../server/platform/errors.ts";
import type { KnownOrder } from "../../server/providers/provider.ts";
import type { Chance } from "./chance.ts";
import { Life, never, type Caller, type VirtualTime } from "./virtual-time.ts";

export type CallName = "create" | "query" | "close" | "methods";

/**
 * `stalled`: done, and the process that asked stalls · `slow`: done, the answer takes 5 s · `broken`: done, the connection breaks · `lost`: done, nothing comes back · `late`: done when
 * nobody waits any more · `ignored`: not done, nothing comes back · `reset`: not done, the
 * connection breaks · `unreachable`: certainly not done · `refused`: the gateway says no.
 */
export const faultKinds = [
  "stalled",
  "slow",
  "broken",
  "lost",
  "late",
  "ignored",
  "reset",
  "unreachable",
  "refused",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Call extends Caller {
  readonly name: CallName;
  readonly signal: AbortSignal;
  /** Of questions about an order. */
  readonly about?: KnownOrder;
}

/** The caller's own limit for one call. */
const patienceMs = 10_000;
const slowMs = 5_000;
/** Past the lease of a start. */
const stallMs = 40_000;

export class ModelLine {
  /** Every question about an order that was sent, whatever became of it. */
  readonly calls: (Pick<Call, "life" | "name"> & {
    readonly number: string;
    readonly at: number;
  })[] = [];
  readonly #chance: Chance;
  readonly #time: VirtualTime;
  readonly #clock: Clock;
  #faults: { readonly call: CallName; readonly kind: FaultKind }[] = [];
  #downUntil = 0;
  #isPrompt = false;

  constructor(time: VirtualTime, chance: Chance) {
    this.#time = time;
    this.#chance = chance;
    this.#clock = time.clockOf(new Life());
  }

  fault(call: CallName, kind: FaultKind): void {
    this.#faults.push({ call, kind });
  }

  downFor(ms: number): void {
    this.#downUntil = this.#time.now() + ms;
  }

  /** Answers come at once from now on. */
  hurry(): void {
    this.#isPrompt = true;
  }

  recover(): void {
    this.#faults = [];
    this.#downUntil = 0;
  }

  /** What `work` comes to at the gateway, as far as the caller hears of it. */
  call<Result>(call: Call, work: () => Result): Promise<Result> {
    const { life, name, signal, about } = call;
    if (about !== undefined && life.isAlive) {
      this.calls.push({ life, name, number: about.orderNumber, at: this.#time.now() });
    }
    const fault = this.#takeFault(name);
    if (fault === "stalled") this.#time.stall(life, stallMs);
    return life.hear(this.#exchange(fault, signal, work));
  }

  async #exchange<Result>(
    fault: FaultKind | undefined,
    signal: AbortSignal,
    work: () => Result,
  ): Promise<Result> {
    const latency = this.#latency();
    switch (fault) {
      case "unreachable":
        throw new GatewayError("unreachable", "no route", { outcome: "none" });
      case "refused":
        throw new GatewayError("refused", "no", { outcome: "none" });
      case "reset":
        throw new GatewayError("interrupted", "reset", { outcome: "unknown" });
      case "broken":
        work();
        throw new GatewayError("interrupted", "reset", { outcome: "unknown" });
      case "slow": {
        const done = Promise.resolve().then(work);
        done.catch(() => undefined);
        return this.#withPatience(
          this.#clock.wait(slowMs).then(() => done),
          signal,
        );
      }
      case "ignored":
        return this.#withPatience(never, signal);
      case "lost":
        work();
        return this.#withPatience(never, signal);
      case "late":
        void this.#clock.wait(patienceMs + 5_000).then(() => this.#quietly(work));
        return this.#withPatience(never, signal);
      case "stalled":
      case undefined: {
        const before = this.#chance.is(0.5) ? 0 : latency;
        const done = this.#clock.wait(before).then(work);
        const heard = done.then((result) => this.#clock.wait(latency - before).then(() => result));
        heard.catch(() => undefined);
        return this.#withPatience(heard, signal);
      }
    }
  }

  #quietly(work: () => unknown): void {
    try {
      work();
    } catch {
      // Nobody waits for this answer any more.
    }
  }

  async #withPatience<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
    const waiting = new AbortController();
    let isAnswered = false;
    const stopWaiting = () => waiting.abort("over");
    const gaveUp = this.#clock.wait(patienceMs, waiting.signal).then((): Promise<never> => {
      if (isAnswered) return never;
      throw new GatewayError("timeout", "no answer", { outcome: "unknown" });
    });
    if (signal.aborted) stopWaiting();
    else signal.addEventListener("abort", stopWaiting, { once: true, signal: waiting.signal });
    try {
      return await Promise.race([answer, gaveUp]);
    } finally {
      isAnswered = true;
      stopWaiting();
    }
  }

  #takeFault(name: CallName): FaultKind | undefined {
    if (this.#time.now() < this.#downUntil) {
      return this.#chance.oneOf(["unreachable", "reset", "ignored"]);
    }
    const index = this.#faults.findIndex((fault) => fault.call === name);
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0]?.kind;
  }

  #latency(): number {
    const draw = this.#isPrompt ? 0 : this.#chance.next();
    if (draw < 0.5) return 0;
    if (draw < 0.75) return this.#chance.below(300);
    if (draw < 0.9) return 500 + this.#chance.below(2_500);
    return draw < 0.97 ? 3_000 + this.#chance.below(4_000) : 9_000 + this.#chance.below(2_000);
  }
}
