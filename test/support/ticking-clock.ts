/**
 * Time that runs faster than the real one, counted in this process's own turns: while a busy machine
 * gives the process none, none passes either, so what is raced against time cannot lose to the machine.
 */
import type { Clock } from "../../server/platform/clock.ts";
import { MovedClock } from "./moved-clock.ts";

const tickMs = 10;

export class TickingClock implements Clock {
  readonly #clock = new MovedClock(Date.now());
  readonly #ticks: NodeJS.Timeout;

  /** @param times as fast as real time, at most; stop it */
  constructor(times: number) {
    this.#ticks = setInterval(() => this.#clock.move(tickMs * times), tickMs);
  }

  now(): number {
    return this.#clock.now();
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#clock.wait(ms, signal);
  }

  stop(): void {
    clearInterval(this.#ticks);
  }
}
