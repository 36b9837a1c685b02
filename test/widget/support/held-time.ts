/** Time that passes when the test says so: the clock, and timers of a second and more. */
import { waitUntil } from "@open-wc/testing";

const shortestHeldMs = 1_000;

interface HeldTimer {
  readonly id: number;
  readonly at: number;
  readonly ms: number;
  readonly run: () => void;
}

export class HeldTime {
  readonly #setTimeout = window.setTimeout.bind(window);
  readonly #clearTimeout = window.clearTimeout.bind(window);
  readonly #now = Date.now;
  readonly #from = Date.now();
  #timers: readonly HeldTimer[] = [];
  #passedMs = 0;
  /** No timer of the browser's own is called so. */
  #id = -1;

  constructor() {
    Date.now = () => this.#from + this.#passedMs;
    const hold = (run: () => void, ms = 0, ...given: readonly unknown[]) => {
      if (ms < shortestHeldMs) return this.#setTimeout(run, ms, ...given);
      this.#id -= 1;
      this.#timers = [...this.#timers, { id: this.#id, at: this.#passedMs + ms, ms, run }];
      return this.#id;
    };
    window.setTimeout = hold as typeof window.setTimeout;
    window.clearTimeout = (id) => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id);
      this.#clearTimeout(id);
    };
  }

  /** At once, as for a device that has slept: what was due meanwhile is done then. */
  pass(ms: number): void {
    this.#passedMs += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#passedMs);
    for (const timer of due.sort((one, two) => one.at - two.at)) {
      // One of those before may have taken it back.
      if (!this.#timers.includes(timer)) continue;
      this.#timers = this.#timers.filter((other) => other !== timer);
      timer.run();
    }
  }

  /** Somebody waits that long from now. */
  async isAwaited(ms: number): Promise<void> {
    const end = this.#passedMs + ms;
    await waitUntil(
      () => this.#timers.some((timer) => timer.ms === ms && timer.at === end),
      `somebody waits ${ms} ms`,
    );
  }

  release(): void {
    window.setTimeout = this.#setTimeout;
    window.clearTimeout = this.#clearTimeout;
    Date.now = this.#now;
  }
}
